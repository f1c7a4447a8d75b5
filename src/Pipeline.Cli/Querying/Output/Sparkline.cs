namespace Pipeline.Cli.Querying.Output;

/// <summary>A short series as one line of bars.</summary>
internal static class Sparkline
{
    /// <summary>The longest series that has one.</summary>
    internal const int Longest = 60;

    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>Bars from the least, or 0 if that is less, to the greatest; a space where there is no value.</summary>
    internal static string Of(IReadOnlyList<Int128?> values)
    {
        Int128 least = Int128.Min(0, values.Min() ?? 0), greatest = values.Max() ?? 0;
        return string.Concat(values.Select(v => v is { } value ? Bar(value - least, greatest - least) : ' '));
    }

    private static char Bar(Int128 size, Int128 of) => Bars[of == 0 ? 0 : (int)(((size * (Bars.Length - 1)) + (of / 2)) / of)];
}
