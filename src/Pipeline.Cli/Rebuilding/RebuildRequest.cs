using Pipeline.Cli.Frame;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Rebuilding;

/// <summary>What <c>pipeline rebuild</c> was asked for.</summary>
internal sealed record RebuildRequest
{
    internal required string Data { get; init; }

    internal string? SettingsPath { get; init; }

    internal long? HorizonMilliseconds { get; init; }

    internal int? Shards { get; init; }

    internal bool Switch { get; init; }

    internal bool Discard { get; init; }

    internal bool Json { get; init; }

    /// <summary>The command line that does the same and more.</summary>
    internal string CommandWith(string option) => CommandText.Of("pipeline rebuild", CommandText.Option("--data", Data), FoldOptions, option);

    /// <summary>How the folder is followed from now on.</summary>
    internal string RunCommand => CommandText.Of("pipeline run", CommandText.Option("--data", Data), FoldOptions);

    private string? FoldOptions => CommandText.FoldOptions(SettingsPath, HorizonMilliseconds);

    /// <exception cref="CliException">Something is out of its range, or two options exclude each other.</exception>
    internal void Check()
    {
        List<string> why = [];
        if (Shards is < 1 or > 1024) why.Add($"--shards: {Shards} is not from 1 to 1024");
        if (Switch && Discard) why.Add("--switch and --discard: only one of them");
        if (why.Count > 0) throw new CliException(ExitCodes.Usage, "The command line has mistakes.", why, "See: pipeline rebuild --help");
        if (!Directory.Exists(Data))
            throw new CliException(ExitCodes.InputOutput, $"{Data} is not there.", "no such folder", "Name the folder that pipeline run works on.");
    }
}
