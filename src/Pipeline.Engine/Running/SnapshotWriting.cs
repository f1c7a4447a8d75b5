using Pipeline.Core.Epochs;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Running;

/// <summary>
/// Decides when a shard writes a snapshot, and writes them on a thread of its own, one shard at a time: when coming back to where it stands
/// would take longer than the recovery budget, when its facts fill their share of memory, or when the time is up while positions move.
/// </summary>
internal sealed class SnapshotWriting(EngineOptions options) : IDisposable
{
    /// <summary>Events that a shard folds a second when it comes back, as long as nothing better is known; a cautious figure.</summary>
    private const double CautiousRate = 1_000_000;

    /// <summary>Coming back also reads and decodes, and shards share cores: so much of the rate at which one folds is counted on.</summary>
    private const double ShareOfRate = 0.75;

    /// <summary>
    /// Bytes of a shard's facts after which they are written down. It bounds what waits at a seal; while a snapshot of another shard is
    /// being written more may come.
    /// </summary>
    private const double PendingBytesAtMost = 32 << 20;

    private readonly Dictionary<ShardKeeper, long> _lastAt = [];
    private Task _work = Task.CompletedTask;

    /// <summary>What stopped it; a full disk, for instance.</summary>
    public Exception? Fault => _work.Exception?.GetBaseException();

    /// <summary>At a seal: begins the snapshot of the shard that needs it most, if one does and none is being written.</summary>
    public void Consider(IReadOnlyList<ShardKeeper> shards)
    {
        if (!_work.IsCompleted) return;
        var needs = shards.Select(s => (Shard: s, Need: NeedOf(s, shards.Count)));
        foreach ((ShardKeeper shard, double need) in needs.OrderByDescending(n => n.Need))
        {
            if (shard.Begin(isDue: need >= 1) is not { } write) continue;
            _lastAt[shard] = options.Time.GetTimestamp();
            _work = Task.Run(write);
            return;
        }
    }

    /// <summary>At a graceful end: every shard that moved writes a last one, so that the next start reads little of the log.</summary>
    /// <param name="shards">The shards.</param>
    /// <param name="newest">The newest registered epoch: only a shard sealed there is written down.</param>
    public void Finish(IReadOnlyList<ShardKeeper> shards, EpochCut? newest)
    {
        _work.GetAwaiter().GetResult();
        if (newest is null || !shards.All(s => s.IsSealedAt(newest))) return;
        foreach (ShardKeeper shard in shards)
        {
            if (shard.RecordsSince > 0 || shard.SnapshotEpoch < 0) shard.Begin(isDue: true)?.Invoke();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _work.Wait();
        }
        catch (AggregateException)
        {
            // Told as Fault before; what failed to be written is no snapshot, and the log has everything.
        }
    }

    /// <summary>
    /// How much a shard needs a snapshot: 1 is due. Its own events count, and every record that its positions went past, which would have
    /// to be read and decoded again for it: a shard that gets no event, or only rejected records, is no exception.
    /// </summary>
    private double NeedOf(ShardKeeper shard, int shards)
    {
        double rate = shard.Host.EventsPerSecond is > 0 and double known ? known * ShareOfRate : CautiousRate;
        double budget = options.Settings.Snapshots.RecoveryBudgetMilliseconds / 1000.0 * rate;
        int shardsPerThread = Math.Max(1, (shards + options.Threads - 1) / options.Threads);
        double folding = shard.EventsSince / budget * shardsPerThread;
        double reading = shard.RecordsSince / budget / options.Threads;
        double facts = shard.GatherFacts() / PendingBytesAtMost;
        return Math.Max(Math.Max(folding, reading), Math.Max(facts, TimePassed(shard)));
    }

    /// <summary>The part that passed of the longest time between two snapshots; 0 while no position moves.</summary>
    private double TimePassed(ShardKeeper shard)
    {
        if (!_lastAt.TryGetValue(shard, out long last)) _lastAt[shard] = last = options.Time.GetTimestamp();
        return shard.RecordsSince == 0
            ? 0
            : options.Time.GetElapsedTime(last).TotalMilliseconds / options.Settings.Snapshots.AtLeastEveryMilliseconds;
    }
}
