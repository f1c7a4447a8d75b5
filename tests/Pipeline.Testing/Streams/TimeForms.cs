using System.Globalization;

namespace Pipeline.Testing.Streams;

/// <summary>One time in any of the forms that events may have it in.</summary>
internal static class TimeForms
{
    /// <summary>The raw JSON value of a time.</summary>
    public static string Any(Random random, long milliseconds)
    {
        if (random.Chance(0.5)) return milliseconds.ToString(CultureInfo.InvariantCulture);
        (string zone, long shift) = random.Pick<(string, long)>(
        [
            ("", 0), ("Z", 0), ("+00:00", 0), ("-0000", 0), ("+02:00", 120), ("-0330", -210), ("+23:59", 1439), ("-23:59", -1439),
        ]);
        DateTimeOffset written = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds + (shift * 60_000));
        string time = written.ToString(random.Chance(0.7) ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"\"{time}{Fraction(random, milliseconds % 1000)}{zone}\"";
    }

    private static string Fraction(Random random, long milliseconds)
    {
        string digits = milliseconds.ToString("000", CultureInfo.InvariantCulture);
        string shortest = digits.TrimEnd('0');
        if (shortest.Length == 0 && random.Chance(0.5)) return string.Empty;
        if (shortest.Length == 0) shortest = "0";
        string finer = new([.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => (char)('0' + random.Next(10)))]);
        return random.Pick([".", ","]) + random.Pick([digits, shortest, digits + finer]);
    }
}
