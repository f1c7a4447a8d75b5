using Pipeline.Cli.Frame;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Commands;

/// <summary>What <c>pipeline run</c> was asked for.</summary>
internal sealed record RunRequest
{
    internal const string RebuildOption = "--rebuild";
    internal const string RebuildLeftOption = "--rebuild-from-what-is-left";
    internal const string PutBackOption = "--registry-put-back";

    internal required string Data { get; init; }

    internal bool UntilEnd { get; init; }

    internal int? Shards { get; init; }

    internal long? HorizonMilliseconds { get; init; }

    internal string? SettingsPath { get; init; }

    internal bool Json { get; init; }

    /// <summary>Which of the options above were given that choose how to start.</summary>
    internal IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What the engine may do when it cannot simply go on.</summary>
    internal StartChoice Choice => (Choices is [string first, ..] ? first : null) switch
    {
        RebuildOption => StartChoice.Rebuild,
        RebuildLeftOption => StartChoice.RebuildFromWhatIsLeft,
        PutBackOption => StartChoice.RegistryPutBack,
        _ => StartChoice.GoOn,
    };

    /// <exception cref="CliException">Something is out of its range, or two choices exclude each other; all that is wrong is named.</exception>
    internal void Check()
    {
        List<string> why = [];
        if (Shards is < 1 or > 1024) why.Add($"--shards: {Shards} is not from 1 to 1024");
        if (Choices.Count > 1) why.Add($"{string.Join(" and ", Choices)}: only one of them");
        if (why.Count > 0) throw new CliException(ExitCodes.Usage, "The command line has mistakes.", why, "See: pipeline run --help");
    }

    /// <exception cref="CliException">The settings have mistakes.</exception>
    internal PipelineSettings LoadSettings() => SettingsFile.Load(SettingsPath, HorizonMilliseconds);

    /// <summary>The command line that does the same with another choice.</summary>
    internal string CommandWith(string choice) => CommandText.Of(
        "pipeline run",
        CommandText.Option("--data", Data),
        FoldOptions,
        CommandText.Option("--shards", Shards),
        UntilEnd ? "--until-end" : null,
        choice);

    /// <summary>The command line that goes on with a state as it is.</summary>
    internal string CommandAs(FoldSettings own) => CommandText.Of(
        "pipeline run", CommandText.Option("--data", Data), CommandText.SettingsOf(own), UntilEnd ? "--until-end" : null);

    /// <summary>The command line that shows what these settings give.</summary>
    internal string ReplayCommand => CommandText.Of("pipeline replay", CommandText.Option("--data", Data), FoldOptions, "--export DIR");

    private string? FoldOptions => CommandText.FoldOptions(SettingsPath, HorizonMilliseconds);
}
