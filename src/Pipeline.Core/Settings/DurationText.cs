using System.Globalization;

namespace Pipeline.Core.Settings;

/// <summary>Durations as people write them: an integer and a unit, <c>30m</c>, <c>1h</c>, <c>40d</c>, <c>50ms</c>.</summary>
public static class DurationText
{
    private static readonly (string Unit, long Milliseconds)[] Units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    /// <summary>
    /// Reads a duration in ms. False when the text is none: a sign, space, fraction, leading zero, missing or other unit,
    /// <c>ms</c> where only whole seconds are allowed, or more than 64 bits hold.
    /// </summary>
    public static bool TryParse(string text, DurationUnits units, out long milliseconds)
    {
        milliseconds = 0;
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (digits is 0 or > 18 || (digits > 1 && text[0] == '0')) return false;

        string unit = text[digits..];
        foreach ((string name, long factor) in Units)
        {
            if (name != unit || (factor == 1 && units == DurationUnits.Seconds)) continue;
            long value = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
            if (value > long.MaxValue / factor) return false;
            milliseconds = value * factor;
            return true;
        }

        return false;
    }

    /// <summary>Writes a duration in the largest unit that divides it; zero is <c>0s</c>.</summary>
    public static string Format(long milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
        if (milliseconds == 0) return "0s";
        for (int i = Units.Length - 1; ; i--)
        {
            (string unit, long factor) = Units[i];
            if (milliseconds % factor == 0) return (milliseconds / factor).ToString(CultureInfo.InvariantCulture) + unit;
        }
    }
}
