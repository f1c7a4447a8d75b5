using Pipeline.Core.Snapshots;

namespace Pipeline.Engine.Shards;

/// <summary>A snapshot's reader that several use: the shard for its days, and views that were taken meanwhile.</summary>
internal sealed class DayReader(ISnapshotReader reader)
{
    private int _users = 1;

    public ISnapshotReader Reader => reader;

    public DayReader Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0) reader.Dispose();
    }
}
