using Pipeline.Core.Epochs;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Running;

/// <summary>
/// Decides when a shard writes a snapshot, and writes them on a thread of its own, one shard at a time: when folding what came since would
/// take longer than the recovery budget, or the time is up.
/// </summary>
internal sealed class SnapshotWriting(EngineOptions options) : IDisposable
{
    /// <summary>Events that a shard folds a second when it comes back, as long as nothing better is known; a cautious figure.</summary>
    private const double CautiousRate = 1_000_000;

    /// <summary>Coming back also reads and decodes, and shards share cores: so much of the rate at which one folds is counted on.</summary>
    private const double ShareOfRate = 0.75;

    private readonly Dictionary<ShardKeeper, long> _lastAt = [];
    private Task _work = Task.CompletedTask;

    /// <summary>What stopped it; a full disk, for instance.</summary>
    public Exception? Fault => _work.Exception?.GetBaseException();

    /// <summary>At a seal: begins the snapshot of the shard that needs it most, if one does and none is being written.</summary>
    public void Consider(IReadOnlyList<ShardKeeper> shards)
    {
        if (!_work.IsCompleted) return;
        double seconds = options.Settings.Snapshots.RecoveryBudgetMilliseconds / 1000.0;
        int shardsPerThread = Math.Max(1, (shards.Count + options.Threads - 1) / options.Threads);
        foreach (ShardKeeper shard in shards.OrderByDescending(s => s.EventsSince))
        {
            double rate = shard.Host.EventsPerSecond is > 0 and double known ? known * ShareOfRate : CautiousRate;
            bool isDue = shard.EventsSince >= seconds * rate / shardsPerThread || (shard.EventsSince > 0 && IsTimeUp(shard));
            if (shard.Begin(isDue) is not { } write) continue;
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
            if (shard.EventsSince > 0 || shard.SnapshotEpoch < 0) shard.Begin(isDue: true)?.Invoke();
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

    private bool IsTimeUp(ShardKeeper shard)
    {
        if (_lastAt.TryGetValue(shard, out long last))
            return options.Time.GetElapsedTime(last).TotalMilliseconds >= options.Settings.Snapshots.AtLeastEveryMilliseconds;
        _lastAt[shard] = options.Time.GetTimestamp();
        return false;
    }
}
