namespace Pipeline.Generator;

/// <summary>Draws exponentially distributed times from a table of quantiles; the longest is 7.6 times the mean.</summary>
internal static class ExponentialSampler
{
    private const int Quantiles = 1024;

    private static readonly double[] Table = BuildTable();

    /// <summary>A time in ms with about the given mean.</summary>
    internal static long Next(ref SeededRandom random, double mean)
    {
        double at = random.Unit() * Quantiles;
        int index = (int)at;
        double value = Table[index] + ((Table[index + 1] - Table[index]) * (at - index));
        return (long)(value * mean);
    }

    private static double[] BuildTable()
    {
        double[] table = new double[Quantiles + 1];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = -DeterministicMath.Log((Quantiles - Math.Min(i, Quantiles - 0.5)) / Quantiles);
        }

        return table;
    }
}
