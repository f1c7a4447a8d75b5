namespace Pipeline.Generator;

/// <summary>When shoppers come: quiet nights, a peak in the evening, busier weekends. Turns a share of all sessions into a time.</summary>
internal sealed class DayCurve
{
    private const long Hour = 3_600_000, Day = 24 * Hour;

    /// <summary>Weight of each UTC hour.</summary>
    private static readonly int[] Hours =
        [30, 20, 14, 10, 9, 12, 22, 40, 60, 74, 82, 86, 88, 84, 80, 80, 84, 90, 98, 110, 116, 104, 78, 50];

    /// <summary>Weight of each weekday in percent, Thursday (1970-01-01) first.</summary>
    private static readonly int[] Weekdays = [100, 104, 124, 130, 98, 94, 96];

    private readonly long start;
    private readonly List<long> edges = [];
    private readonly List<double> shares = [];
    private int at;

    internal DayCurve(long start, long duration)
    {
        this.start = start;
        double total = 0;
        for (long from = start; from < start + duration;)
        {
            long to = Math.Min(from - (from % Hour) + Hour, start + duration);
            edges.Add(from);
            shares.Add(total);
            total += (double)(to - from) * Hours[from / Hour % 24] * Weekdays[from / Day % 7];
            from = to;
        }

        edges.Add(start + duration);
        shares.Add(total);
        for (int i = 0; i < shares.Count; i++) shares[i] /= total;
    }

    /// <summary>The time at which <paramref name="share"/> (0 to 1) of all sessions have begun. Shares must not fall between calls.</summary>
    internal long TimeOf(double share)
    {
        while (at < edges.Count - 2 && shares[at + 1] <= share) at++;
        double inside = Math.Clamp((share - shares[at]) / (shares[at + 1] - shares[at]), 0, 1);
        return Math.Max(start, edges[at] + (long)(inside * (edges[at + 1] - edges[at])));
    }
}
