using System.Globalization;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Frame;

/// <summary>Command lines that messages tell people to type, as a shell takes them.</summary>
internal static class CommandText
{
    private const string Plain = "-_./:=,+@%~";

    /// <summary>A command line; parts that are null are left out.</summary>
    internal static string Of(params string?[] parts) => string.Join(' ', parts.OfType<string>());

    /// <summary>An option with its value; null without one.</summary>
    internal static string? Option(string name, string? value) => value is null ? null : $"{name} {Quoted(value)}";

    /// <summary>An option with a number.</summary>
    internal static string? Option(string name, int? value) => Option(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>The options that shape numbers, as they were given; null when none was.</summary>
    internal static string? FoldOptions(string? settingsPath, long? horizonMilliseconds)
    {
        string?[] given =
        [
            Option("--settings", settingsPath),
            Option("--horizon", horizonMilliseconds is { } ms ? DurationText.Format(ms) : null),
        ];
        return given.All(o => o is null) ? null : Of(given);
    }

    /// <summary>The options that give these settings: none for the defaults, else a file that only the user knows, <c>FILE</c>.</summary>
    internal static string? SettingsOf(FoldSettings settings)
    {
        FoldSettings usual = new();
        if (FoldSettingsComparer.Differences(usual with { HorizonMilliseconds = settings.HorizonMilliseconds }, settings).Count > 0)
            return "--settings FILE";
        return settings.HorizonMilliseconds == usual.HorizonMilliseconds
            ? null
            : Option("--horizon", DurationText.Format(settings.HorizonMilliseconds));
    }

    /// <summary>A text as one word of a POSIX shell.</summary>
    internal static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
