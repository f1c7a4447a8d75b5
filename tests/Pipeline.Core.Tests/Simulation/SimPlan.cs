namespace Pipeline.Core.Tests.Simulation;

/// <summary>What a run goes through; drawn from the seed, or chosen by a test.</summary>
internal sealed record SimPlan
{
    public int Shards { get; init; } = 3;

    public int Partitions { get; init; } = 2;

    public int Sinks { get; init; } = 1;

    /// <summary>How long things go wrong, before they calm down; milliseconds.</summary>
    public int StormMs { get; init; } = 700;

    /// <summary>Probability that a message is lost, doubled or late.</summary>
    public double Loss { get; init; }

    /// <summary>Probability that an index refuses an item for now.</summary>
    public double Refusals { get; init; }

    /// <summary>Mishaps, from which one is drawn every 10 to 80 ms.</summary>
    public IReadOnlyList<SimMishap> Mishaps { get; init; } = [];

    /// <summary>The step at which the process is killed; −1: only by mishap.</summary>
    public long CrashAtStep { get; init; } = -1;

    public static SimPlan Of(ulong seed)
    {
        var random = new SimRandom(seed ^ 0xABCDEF);
        SimMishap[] all = Enum.GetValues<SimMishap>();
        return new SimPlan
        {
            Shards = random.Between(1, 4),
            Partitions = random.Between(1, 3),
            Sinks = random.Between(0, 2),
            StormMs = random.Between(200, 1_000),
            Loss = random.Below(4) * 0.02,
            Refusals = random.Below(3) * 0.1,
            Mishaps = [.. all.Where(_ => random.Chance(0.4))],
        };
    }
}
