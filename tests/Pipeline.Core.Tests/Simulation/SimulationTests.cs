namespace Pipeline.Core.Tests.Simulation;

public sealed class SimulationTests
{
    /// <summary>More of them: <c>PIPELINE_SIM_SEEDS=10000</c>; others: <c>PIPELINE_SIM_FIRST=123</c>.</summary>
    private static readonly int Seeds = Setting("PIPELINE_SIM_SEEDS", 2_000);

    private const int MostFailures = 10;

    private static readonly int First = Setting("PIPELINE_SIM_FIRST", 1);

    [Fact]
    public void Same_epoch_same_bytes_whatever_happens()
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var failures = new List<string>();
        for (int seed = First; seed < First + Seeds && failures.Count < MostFailures; seed++)
        {
            try
            {
                foreach ((string what, int count) in Run((ulong)seed).Counts) counts[what] = counts.GetValueOrDefault(what) + count;
            }
            catch (SimulationFailedException failure)
            {
                failures.Add(failure.Message);
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', counts.Select(c => $"{c.Value,9} {c.Key}")));
    }

    private static SimWorld Run(ulong seed)
    {
        var simulation = new Simulation(seed, SimPlan.Of(seed), new ToyShards());
        try
        {
            simulation.Run();
        }
        catch (Exception failure) when (failure is not SimulationFailedException)
        {
            // Whatever it is, it is told with the seed and the trace.
            throw simulation.World.Failure(failure.ToString());
        }

        return simulation.World;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;
}
