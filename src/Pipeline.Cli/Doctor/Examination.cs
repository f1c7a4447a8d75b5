using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Core.Settings;
using Pipeline.Store.Folders;
using Pipeline.Store.Inspection;

namespace Pipeline.Cli.Doctor;

/// <summary>What is examined, and what checks found out that later ones build on.</summary>
internal sealed class Examination
{
    internal required CliContext Context { get; init; }

    /// <summary>The data folder; null: only the machine and settings.</summary>
    internal string? Data { get; init; }

    internal string? SettingsPath { get; init; }

    /// <summary>No progress is shown.</summary>
    internal bool Quiet { get; init; }

    /// <summary>Where things are in the folder; null without one, or where it is not there.</summary>
    internal DataFolderPaths? Paths { get; set; }

    /// <summary>What the engine at work said of itself.</summary>
    internal StatusData? Running { get; set; }

    /// <summary>The settings of the state that shape numbers; null when nobody could tell.</summary>
    internal FoldSettings? StateSettings { get; set; }

    /// <summary>Whether nobody works in the folder, so that what a process holds may be opened.</summary>
    internal bool IsAtRest { get; set; }

    /// <summary>The registry; null when it was not or could not be opened.</summary>
    internal RegistryFound? Registry { get; set; }

    /// <summary>The settings file's, or the defaults without one; null when it has mistakes.</summary>
    internal PipelineSettings? Settings { get; set; }

    /// <summary>The folder as a word of a command line.</summary>
    internal string DataWord => CommandText.Quoted(Data ?? "DIR");

    /// <summary>A command on the folder, to be typed.</summary>
    internal string Command(string name, params string?[] rest) =>
        CommandText.Of(["pipeline", name, $"--data {DataWord}", .. rest]);

    /// <summary><see cref="Command"/> of <c>run</c>, with the settings file where one was named.</summary>
    internal string RunCommand(string? option = null) => Command("run", CommandText.Option("--settings", SettingsPath), option);
}
