using System.Globalization;

namespace Pipeline.Cli.Doctor;

/// <summary>Sizes and times for people.</summary>
internal static class Amount
{
    internal static string OfBytes(double bytes) => bytes switch
    {
        >= 1L << 40 => Text(bytes / (1L << 40), "TiB"),
        >= 1L << 30 => Text(bytes / (1L << 30), "GiB"),
        >= 1L << 20 => Text(bytes / (1L << 20), "MiB"),
        >= 1L << 10 => Text(bytes / (1L << 10), "KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes:0} bytes"),
    };

    internal static string OfTime(TimeSpan time) => time switch
    {
        { TotalDays: >= 730 } => Text(time.TotalDays / 365, "years"),
        { TotalDays: >= 2 } => Text(time.TotalDays, "days"),
        { TotalHours: >= 2 } => Text(time.TotalHours, "hours"),
        { TotalMinutes: >= 2 } => Text(time.TotalMinutes, "minutes"),
        { TotalSeconds: >= 2 } => Text(time.TotalSeconds, "s"),
        _ => Text(time.TotalMilliseconds, "ms"),
    };

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}");
}
