using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Pipeline.Cli.Frame;

/// <summary>What <c>--version</c> prints: version, the commit that it was built from where the build knew one, and the runtime.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    private const int CommitDigits = 12;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>The line.</summary>
    internal static string Line { get; } = Of(
        typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Line);
        return ExitCodes.Done;
    }

    /// <summary>The line of a version as builds write it: <c>1.0.0+COMMIT</c>, or without a commit where there was no git.</summary>
    internal static string Of(string informational)
    {
        string[] parts = informational.Split('+', 2);
        string commit = parts.Length < 2 ? "commit unknown" : $"commit {parts[1][..Math.Min(CommitDigits, parts[1].Length)]}";
        return $"pipeline {parts[0]}, {commit}, .NET {Environment.Version}";
    }
}
