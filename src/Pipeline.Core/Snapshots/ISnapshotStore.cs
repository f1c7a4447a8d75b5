namespace Pipeline.Core.Snapshots;

/// <summary>
/// Keeps the snapshots of shards. Spaces are a shard's address spaces: 0 the state of its shoppers, products and names, every other
/// a UTC day's totals. Methods throw <see cref="IOException"/> when the medium fails.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>The whole snapshots of a shard, newest first; the two newest are kept.</summary>
    IReadOnlyList<SnapshotName> List(int shard);

    /// <summary>Opens a whole snapshot; throws <see cref="SnapshotDamagedException"/> when its own description is damaged.</summary>
    ISnapshotReader Open(SnapshotName name);

    /// <summary>Begins a snapshot as of <paramref name="epoch"/>, based on <paramref name="basis"/> (null: every page is written).</summary>
    ISnapshotWriter Begin(int shard, long epoch, SnapshotName? basis);

    /// <summary>Removes what no whole snapshot in use lists, and snapshots older than the two newest and <paramref name="inUse"/>.</summary>
    void Clean(int shard, SnapshotName? inUse);
}
