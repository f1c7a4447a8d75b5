namespace Pipeline.Core.Tests.Simulation;

/// <summary>Runs seeds; a failure names its own.</summary>
internal static class SimRuns
{
    private const int MostFailures = 10;

    public static SimWorld One(ulong seed, SimPlan plan, ISimulatedShards shards)
    {
        var simulation = new Simulation(seed, plan, shards);
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

    /// <summary>Runs seeds side by side; all failures at once, else how often what happened.</summary>
    public static SortedDictionary<string, int> Many(int first, int seeds, Func<ulong, Dictionary<string, int>> run)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var failures = new SortedDictionary<int, string>();
        Parallel.For(first, first + seeds, (seed, loop) =>
        {
            Dictionary<string, int> happened = [];
            string? failed = null;
            try
            {
                happened = run((ulong)seed);
            }
            catch (SimulationFailedException failure)
            {
                failed = failure.Message;
            }

            lock (counts)
            {
                foreach ((string what, int count) in happened) counts[what] = counts.GetValueOrDefault(what) + count;
                if (failed is not null) failures.Add(seed, failed);
                if (failures.Count == MostFailures) loop.Stop();
            }
        });

        Assert.True(failures.Count == 0, string.Join('\n', failures.Values));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', counts.Select(c => $"{c.Value,9} {c.Key}")));
        return counts;
    }

    public static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;
}
