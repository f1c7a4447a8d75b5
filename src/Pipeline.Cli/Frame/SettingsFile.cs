using Pipeline.Core.Settings;

namespace Pipeline.Cli.Frame;

/// <summary>Reads the file that <c>--settings</c> names.</summary>
internal static class SettingsFile
{
    /// <summary>The settings; the defaults when no file is named, with the horizon replaced when one is given.</summary>
    /// <exception cref="CliException">The file has mistakes (all are named), or the horizon is out of its range.</exception>
    internal static PipelineSettings Load(string? path, long? horizonMilliseconds)
    {
        PipelineSettings settings = path is null ? new PipelineSettings() : Read(path);
        if (horizonMilliseconds is not { } horizon) return settings;
        if (horizon > SettingsReader.LongestHorizonMilliseconds)
        {
            throw new CliException(ExitCodes.Usage, "The horizon is out of its range.", "--horizon: from 0s to 366d", "Choose one within it, like --horizon 1h");
        }

        return settings with { Fold = settings.Fold with { HorizonMilliseconds = horizon } };
    }

    private static PipelineSettings Read(string path)
    {
        SettingsResult result = SettingsReader.Read(DataArgument.ReadFile(path, "An example: docs/settings.example.json"));
        if (result.IsValid) return result.Settings;
        string[] why = [.. result.Mistakes.Select(mistake => mistake.ToString())];
        string what = why.Length == 1 ? $"{path} has a mistake." : $"{path} has {why.Length} mistakes.";
        throw new CliException(ExitCodes.Usage, what, why, "Every setting, its range and default: docs/settings.md");
    }
}
