using Pipeline.Core.Epochs;
using Pipeline.Core.Shards;

namespace Pipeline.Engine.Running;

/// <summary>What an engine says of itself, as of its newest epoch.</summary>
/// <param name="Epoch">The newest registered epoch.</param>
/// <param name="Ledger">By partition, as of that epoch.</param>
/// <param name="Ends">The log's durable ends now.</param>
/// <param name="Shoppers">Shoppers known.</param>
/// <param name="MemoryBytes">Memory of the shards' pages.</param>
/// <param name="SnapshotEpochs">By shard, the epoch of its newest whole snapshot; -1 for none.</param>
/// <param name="EventsPerSecond">Events folded a second since the start.</param>
/// <param name="Rebuild">How far a rebuild is of which nothing may be shown yet; null when there is none.</param>
public sealed record EngineStatus(
    EpochCut Epoch,
    IReadOnlyList<PartitionLedger> Ledger,
    IReadOnlyList<long> Ends,
    long Shoppers,
    long MemoryBytes,
    IReadOnlyList<long> SnapshotEpochs,
    double EventsPerSecond,
    RebuildProgress? Rebuild = null)
{
    /// <summary>What the folder takes on the disk now.</summary>
    public FolderSizes Sizes { get; init; }

    /// <summary>Days in memory, put away and fetched back.</summary>
    public DayCounts Days { get; init; }
}
