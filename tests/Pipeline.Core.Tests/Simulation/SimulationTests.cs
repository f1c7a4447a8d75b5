namespace Pipeline.Core.Tests.Simulation;

public sealed class SimulationTests
{
    /// <summary>More of them: <c>PIPELINE_SIM_SEEDS=10000</c>; others: <c>PIPELINE_SIM_FIRST=123</c>.</summary>
    private static readonly int Seeds = SimRuns.Setting("PIPELINE_SIM_SEEDS", 2_000);

    private static readonly int First = SimRuns.Setting("PIPELINE_SIM_FIRST", 1);

    [Fact]
    public void The_same_seed_twice_the_same_trace()
    {
        for (ulong seed = 1; seed <= 20; seed++) Assert.Equal(Run(seed).Trace, Run(seed).Trace);
    }

    [Fact]
    public void A_crash_at_every_step()
    {
        var plan = new SimPlan { StormMs = 60, Shards = 2, Sinks = 1, Mishaps = [SimMishap.NewPartition] };
        for (long step = 0; step < Run(7, plan).Steps; step += 3) Run(7, plan with { CrashAtStep = step });
    }

    [Theory]
    [MemberData(nameof(Mishaps))]
    public void Each_mishap_alone_and_often(string mishap)
    {
        var plan = new SimPlan { Mishaps = [Enum.Parse<SimMishap>(mishap)], Sinks = 2, Loss = 0.03, Refusals = 0.1, StormMs = 900 };
        int landed = 0;
        for (ulong seed = 1; seed <= 25; seed++) landed += Run(seed, plan).Counts.GetValueOrDefault("mishap " + mishap);
        Assert.True(landed > 25, $"{mishap} happened only {landed} times");
    }

    public static TheoryData<string> Mishaps() => [.. Enum.GetNames<SimMishap>()];

    /// <summary>What has to be survived has to happen.</summary>
    private static readonly string[] HasToHappen =
    [
        "gap", "seal refused", "restored", "damaged snapshot", "snapshot", "registry unknown", "refused: NotNext", "refused: StaleTerm",
        "conductor stopped: NewerTerm", "conductor stopped: RegistryBehind", "cursor not moved", "deleted", "old listed", "shown",
    ];

    [Fact]
    public void Same_epoch_same_bytes_whatever_happens()
    {
        SortedDictionary<string, int> counts = SimRuns.Many(First, Seeds, seed => Run(seed).Counts);
        Assert.True(Seeds < 1_000 || HasToHappen.All(counts.ContainsKey), string.Join(' ', HasToHappen.Except(counts.Keys)));
    }

    private static SimWorld Run(ulong seed) => Run(seed, SimPlan.Of(seed));

    private static SimWorld Run(ulong seed, SimPlan plan) => SimRuns.One(seed, plan, new ToyShards());
}
