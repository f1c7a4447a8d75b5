using System.CommandLine;

namespace Pipeline.Cli.Frame;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class CommandWithExamples(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that work as they stand, and what each does.</summary>
    internal required IReadOnlyList<(string Line, string Meaning)> Examples { get; init; }
}
