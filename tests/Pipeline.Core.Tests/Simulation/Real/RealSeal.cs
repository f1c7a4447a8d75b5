using Pipeline.Core.Shards;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>A view of the shard, for as long as somebody looks at it.</summary>
internal sealed class RealSeal(RealShard shard, ShardView view, MemoryImage? days, IReadOnlyDictionary<string, SimDocument> shares)
    : SealedShard(view.Epoch, shares, [.. view.Ledger.Select(l => new SimLedger(l.Records, l.Accepted, l.Late, l.Rejected, l.Duplicates))])
{
    private int _users = 1;
    private byte[]? _snapshot;

    public ShardView View => view;

    /// <summary>Where the days are read that were away then.</summary>
    public MemoryImage? Days => days;

    /// <summary>A view is written once: the marks of a second time would be older than what the shard made of its days since the first.</summary>
    public override byte[] Snapshot() => _snapshot ??= shard.Write(this);

    public override void Keep() => _users++;

    public override void Release()
    {
        if (--_users > 0) return;
        view.Dispose();
        shard.ViewReleased();
    }
}
