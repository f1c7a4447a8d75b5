using System.Numerics;

namespace Pipeline.Core.Totals;

/// <summary>
/// Buckets of durations in ms for percentiles that merge and subtract: exact below 128, above 64 to an octave, so that the middle of a
/// bucket is within 0.8 % of every value in it. Counts of buckets are a function of the set of values alone.
/// After HdrHistogram (Gil Tene), with one fixed precision.
/// </summary>
public static class DurationBuckets
{
    private const int ExactBelow = 128;
    private const int SubBits = 6;

    /// <summary>The bucket of a duration of 0 to 2^40 ms.</summary>
    public static int Of(long milliseconds)
    {
        if (milliseconds < ExactBelow) return (int)milliseconds;
        int log = BitOperations.Log2((ulong)milliseconds);
        int sub = (int)(milliseconds >> (log - SubBits)) - (1 << SubBits);
        return ExactBelow + ((log - 7) << SubBits) + sub;
    }

    /// <summary>The value that stands for all of a bucket: its middle, rounded down.</summary>
    public static long Middle(int bucket)
    {
        if (bucket < ExactBelow) return bucket;
        int log = ((bucket - ExactBelow) >> SubBits) + 7;
        long sub = ((bucket - ExactBelow) & ((1 << SubBits) - 1)) + (1 << SubBits);
        long width = 1L << (log - SubBits);
        return (sub << (log - SubBits)) + ((width - 1) / 2);
    }
}
