using Pipeline.Cli.Bench.Measure;

namespace Pipeline.Cli.Bench;

/// <summary>A measured row.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Events">Events that were worked on while the clocks ran.</param>
/// <param name="CpuSeconds">Processor time, of the thread or (rows with threads) of the process.</param>
/// <param name="Seconds">Time on the wall.</param>
/// <param name="AllocatedBytes">Bytes allocated from the collected heap.</param>
internal sealed record BenchResult(string Name, long Events, double CpuSeconds, double Seconds, long AllocatedBytes)
{
    /// <summary>Figures that only this row has, by their names in the JSON.</summary>
    public IReadOnlyList<(string Name, double Value)> More { get; init; } = [];

    /// <summary>Events per second of processor time: what rows are compared by.</summary>
    public double EventsPerCpuSecond => Events / Math.Max(CpuSeconds, 1e-9);

    /// <summary>Events per second on the wall.</summary>
    public double EventsPerSecond => Events / Math.Max(Seconds, 1e-9);

    /// <summary>Bytes allocated per event.</summary>
    public double AllocatedBytesPerEvent => AllocatedBytes / (double)Math.Max(Events, 1);

    /// <summary>A row from what a meter holds.</summary>
    public static BenchResult Of(string name, long events, Meter meter) =>
        new(name, events, meter.CpuSeconds, meter.Seconds, meter.AllocatedBytes);

    /// <summary>The pass in the middle by processor time.</summary>
    public static BenchResult Median(IEnumerable<BenchResult> passes)
    {
        BenchResult[] sorted = [.. passes.OrderBy(p => p.CpuSeconds)];
        return sorted[sorted.Length / 2];
    }
}
