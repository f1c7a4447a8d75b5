namespace Pipeline.Core.Tests.Simulation;

/// <summary>What outlives a crash.</summary>
internal sealed class SimStorage
{
    public SimStorage(SimWorld world, ISimulatedShards shards)
    {
        Shards = shards;
        Oracle = new SimOracle(world, Log, shards);
        Registry = new SimRegistry(world, Oracle);
    }

    public ISimulatedShards Shards { get; }

    public SimLog Log { get; } = new();

    public SimOracle Oracle { get; }

    public SimRegistry Registry { get; }

    public SimSnapshots Snapshots { get; } = new();

    public HashSet<SimRecord> Facts { get; } = [];

    public List<SimSink> Sinks { get; } = [];

    /// <summary>Grows when the registry is put back: calls that were on their way find nobody.</summary>
    public int RegistryIncarnation { get; set; }

    /// <summary>The highest epoch that anything beside the registry's newest names.</summary>
    public long HighestKnown =>
        Sinks.Select(s => s.Index.HighestVersion).Append(Snapshots.Highest).Append(Registry.HighestCursor).Max();
}
