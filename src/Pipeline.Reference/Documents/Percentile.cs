using System.Numerics;

namespace Pipeline.Reference.Documents;

/// <summary>Percentiles as documents show them: exact nearest rank, then the bucket's value of the shared histogram.</summary>
public static class Percentile
{
    /// <summary>
    /// The nearest-rank percentile of sorted values: the smallest with at least <paramref name="percent"/> % of all
    /// values at or below it, shown by its bucket; null without values.
    /// </summary>
    public static long? Of(IReadOnlyList<long> sorted, int percent)
    {
        if (sorted.Count == 0) return null;
        long rank = (((long)sorted.Count * percent) + 99) / 100;
        return Representative(sorted[(int)rank - 1]);
    }

    /// <summary>
    /// What the histogram shows for a value: values below 128 as they are; above, an octave has 64 buckets of equal
    /// width, each shown by its middle, rounded down. Not more than 0.8 % off, and never out of order.
    /// </summary>
    public static long Representative(long value)
    {
        if (value < 128) return value;
        long width = 1L << (BitOperations.Log2((ulong)value) - 6);
        long low = value - (value % width);
        return low + ((width - 1) / 2);
    }
}
