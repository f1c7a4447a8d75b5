namespace Pipeline.Cli.Bench;

/// <summary>What a benchmark run is asked for.</summary>
internal sealed record BenchOptions
{
    /// <summary>Events of the full work.</summary>
    internal const long FullEvents = 10_000_000;

    /// <summary>Shoppers that the events are drawn from, however many events there are.</summary>
    internal const int Shoppers = 1_000_000;

    /// <summary>Products that the events are drawn from.</summary>
    internal const int Products = 50_000;

    /// <summary>Events, 10,000 to 1 G.</summary>
    public long Events { get; init; } = FullEvents;

    /// <summary>Seed of the events.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How often yardsticks and <c>decode</c> run; the median counts. The rows that take long run once.</summary>
    public int Passes { get; init; } = 3;

    /// <summary>Where generated events are kept from run to run.</summary>
    public string Cache { get; init; } = Path.Combine(Path.GetTempPath(), "pipeline-bench");

    /// <summary>A count that belongs to the full work, scaled to this one's events; at least <paramref name="least"/>.</summary>
    public int Scaled(int full, int least) => (int)Math.Max(least, Math.Min(full, full * (Events / (double)FullEvents)));
}
