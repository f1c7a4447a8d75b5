using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Frame;

/// <summary>Options that several commands have, and the ways in which their values are read.</summary>
internal static class CommonOptions
{
    private const long ThousandYears = 1000L * 366 * 86_400_000;

    /// <summary><c>--json</c>: the result as one JSON object on standard output, nothing else there, no progress.</summary>
    internal static Option<bool> Json() => new("--json")
    {
        Description = "Print the result as one JSON object on standard output; no progress",
    };

    /// <summary><c>--map</c>: the mapping of other people's files.</summary>
    internal static Option<string?> Map() => new("--map")
    {
        Description = "A mapping (docs/import.md): the files are CSV or other JSON, of which it makes events",
        HelpName = "MAPPING",
    };

    /// <summary>An option in the notation <c>1h</c>, <c>40d</c>; its value is ms.</summary>
    internal static Option<long?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "30m|1h|40d",
        CustomParser = result => Parse(
            result, DurationText.TryParse(Text(result), DurationUnits.Seconds, out long value) && value <= ThousandYears, value,
            "an integer with s, m, h or d, like 30m, 1h or 40d"),
    };

    /// <summary>An option in the notation <c>1000</c>, <c>50k</c>, <c>10M</c>, <c>1G</c> (thousands, not 1,024s).</summary>
    internal static Option<long?> Count(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "1000|50k|10M",
        CustomParser = result => Parse(
            result, TryParseCount(Text(result), out long value), value, "an integer, also with k, M or G, like 50k or 10M"),
    };

    /// <summary>An option from 0 to 1, also in percent: <c>0.01</c> or <c>1%</c>.</summary>
    internal static Option<double?> Share(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "0.01|1%",
        CustomParser = result => Parse(
            result, TryParseShare(Text(result), out double value), value, "a number from 0 to 1, or a percentage like 0.5%"),
    };

    /// <summary>Reads <c>50k</c>.</summary>
    internal static bool TryParseCount(string text, out long value)
    {
        value = 0;
        long factor = text.Length == 0 ? 0 : text[^1] switch { 'k' => 1_000, 'M' => 1_000_000, 'G' => 1_000_000_000, _ => 1 };
        string digits = factor == 1 ? text : text[..Math.Max(0, text.Length - 1)];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return false;
        if (number > long.MaxValue / factor) return false;
        value = number * factor;
        return true;
    }

    private static bool TryParseShare(string text, out double value)
    {
        bool percent = text.EndsWith('%');
        string digits = percent ? text[..^1] : text;
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)) return false;
        if (percent) value /= 100;
        return value is >= 0 and <= 1;
    }

    private static string Text(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : "";

    private static T? Parse<T>(ArgumentResult result, bool valid, T value, string allowed)
        where T : struct
    {
        if (valid) return value;
        result.AddError($"{(result.Parent as OptionResult)?.IdentifierToken?.Value}: '{Text(result)}' is not {allowed}.");
        return null;
    }
}
