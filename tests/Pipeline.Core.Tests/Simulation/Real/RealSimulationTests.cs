namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>The simulator's worlds with the core's own shards: every document at every epoch is the reference's, byte for byte.</summary>
public sealed class RealSimulationTests
{
    /// <summary>A real world takes some hundred times as long as a toy's: of <c>PIPELINE_SIM_SEEDS</c> one in 40.</summary>
    private const int OneIn = 40;

    private static readonly int Seeds = Math.Max(1, SimRuns.Setting("PIPELINE_SIM_SEEDS", 2_400) / OneIn);

    private static readonly int First = SimRuns.Setting("PIPELINE_SIM_FIRST", 1);

    private static readonly string[] HasToHappen =
    [
        "gap", "seal refused", "restored", "damaged snapshot", "snapshot", "refused: StaleTerm", "conductor stopped: NewerTerm",
        "cursor not moved", "deleted", "old listed", "shown", "shard forked", RealShards.DayPutAway, RealShards.DayFetchedBack,
    ];

    [Fact]
    public void Same_epoch_same_bytes_whatever_happens()
    {
        SortedDictionary<string, int> counts = SimRuns.Many(First, Seeds, seed => Run(seed, SimPlan.Of(seed)));
        Assert.True(Seeds < 50 || HasToHappen.All(counts.ContainsKey), string.Join(", ", HasToHappen.Except(counts.Keys)));
    }

    [Fact]
    public void A_crash_at_every_step()
    {
        const int Every = 11;
        var plan = new SimPlan { StormMs = 60, Shards = 2, Sinks = 1, Mishaps = [SimMishap.NewPartition] };
        long steps = SimRuns.One(7, plan, new ToyShards()).Steps;
        SimRuns.Many(0, (int)(steps / Every), step => Run(7, plan with { CrashAtStep = (long)step * Every }));
    }

    [Theory]
    [MemberData(nameof(SimulationTests.Mishaps), MemberType = typeof(SimulationTests))]
    public void Each_mishap_alone_and_often(string mishap)
    {
        var plan = new SimPlan { Mishaps = [Enum.Parse<SimMishap>(mishap)], Sinks = 2, Loss = 0.03, Refusals = 0.1, StormMs = 500 };
        SortedDictionary<string, int> counts = SimRuns.Many(1, 3, seed => Run(seed, plan));
        Assert.True(counts.GetValueOrDefault("mishap " + mishap) > 3, $"{mishap} hardly happened");
    }

    private static Dictionary<string, int> Run(ulong seed, SimPlan plan)
    {
        using var shards = new RealShards();
        SimWorld world = SimRuns.One(seed, plan, shards);
        world.Counts[RealShards.DayPutAway] = shards.DaysPutAway;
        world.Counts[RealShards.DayFetchedBack] = shards.DaysFetchedBack;
        return world.Counts.Where(c => c.Value > 0).ToDictionary();
    }
}
