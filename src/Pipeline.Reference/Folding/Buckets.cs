namespace Pipeline.Reference.Folding;

/// <summary>UTC time buckets, named by their start in ms since 1970. A bucket owns [start, end).</summary>
internal static class Buckets
{
    /// <summary>A minute in ms.</summary>
    public const long Minute = 60_000;

    /// <summary>An hour in ms.</summary>
    public const long Hour = 60 * Minute;

    /// <summary>A day in ms.</summary>
    public const long Day = 24 * Hour;

    /// <summary>Start of the bucket of a size that a time lies in. Event times are never before 1970.</summary>
    public static long StartOf(long timestamp, long size) => timestamp - (timestamp % size);
}
