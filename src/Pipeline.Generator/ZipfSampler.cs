namespace Pipeline.Generator;

/// <summary>
/// Draws ranks 0 to n−1 with probability ∝ 1/(rank+1)^s in constant time and a few KB for any n: ranks are grouped, the first
/// <see cref="Exact"/> alone, later ones in 64 groups an octave inside which all are equally likely (off by at most 1 %);
/// the group is drawn by Walker's alias method. Ranks are then scattered over the numbers, so that small ones are not the popular ones.
/// </summary>
internal sealed class ZipfSampler
{
    private const int Exact = 128;

    /// <summary>At most 2^31, so that a rank times the multiplier fits 64 bits.</summary>
    private readonly long count;
    private readonly long multiplier;
    private readonly long[] starts;
    private readonly double[] keep;
    private readonly int[] alias;

    internal ZipfSampler(long count, double exponent)
    {
        this.count = count;
        multiplier = CoprimeNear(count);
        starts = Groups(count);
        double[] weights = new double[starts.Length - 1];
        for (int i = 0; i < weights.Length; i++)
        {
            double middle = (starts[i] + starts[i + 1] + 1) / 2.0;
            weights[i] = (starts[i + 1] - starts[i]) * DeterministicMath.Pow(middle, -exponent);
        }

        (keep, alias) = AliasTable(weights);
    }

    /// <summary>A number from 0 to n−1.</summary>
    internal int Next(ref SeededRandom random)
    {
        int column = (int)random.Below(keep.Length);
        int group = random.Unit() < keep[column] ? column : alias[column];
        long width = starts[group + 1] - starts[group];
        long rank = starts[group] + (width == 1 ? 0 : random.Below(width));
        return (int)(((rank * multiplier) + (count / 3)) % count);
    }

    private static long[] Groups(long count)
    {
        List<long> starts = [];
        for (long start = 0; start < count;)
        {
            starts.Add(start);
            start += start < Exact ? 1 : 1L << ((int)long.Log2(start) - 6);
        }

        starts.Add(count);
        return [.. starts];
    }

    private static (double[] Keep, int[] Alias) AliasTable(double[] weights)
    {
        int n = weights.Length;
        double total = weights.Sum();
        double[] scaled = [.. weights.Select(weight => weight * n / total)];
        double[] keep = new double[n];
        int[] alias = new int[n];
        Stack<int> small = new(), large = new();
        for (int i = 0; i < n; i++) (scaled[i] < 1 ? small : large).Push(i);
        while (small.Count > 0 && large.Count > 0)
        {
            int less = small.Pop(), more = large.Pop();
            (keep[less], alias[less]) = (scaled[less], more);
            scaled[more] -= 1 - scaled[less];
            (scaled[more] < 1 ? small : large).Push(more);
        }

        // Rounding leaves columns that are full but for the last bits.
        foreach (int rest in small.Concat(large)) (keep[rest], alias[rest]) = (1, rest);
        return (keep, alias);
    }

    private static long CoprimeNear(long count)
    {
        long candidate = Math.Max(1, (long)(count * 0.6180339887498949));
        while (Gcd(candidate, count) != 1) candidate++;
        return candidate;
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
