using Pipeline.Core.Events;
using Pipeline.Core.Shards;
using Pipeline.Engine.Feeds;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Pump;

/// <summary>
/// Moves blocks from a feed through decoding into the shards, on a number of threads. Whoever has nothing to fold decodes the next block;
/// each shard takes the blocks in the order in which they were read. At most <see cref="SlotsPerThread"/> blocks a thread are on their way:
/// a shard that is behind holds the readers back.
/// </summary>
public sealed class BlockPump : IDisposable
{
    private const int SlotsPerThread = 2;

    /// <summary>The longest time that an idle thread waits before it looks again, ms.</summary>
    private const int IdleMs = 2;

    private readonly IBlockFeed _feed;
    private readonly IReadOnlyList<ShardHost> _shards;
    private readonly BlockSlot[] _slots;
    private readonly Thread[] _threads;
    private readonly Lock _reading = new();
    private readonly ManualResetEventSlim _wake = new();
    private long _read;
    private volatile bool _stop;
    private Exception? _fault;

    /// <summary>Prepares a pump; <see cref="Start"/> sets it going.</summary>
    /// <param name="feed">Where blocks come from.</param>
    /// <param name="shards">The shards.</param>
    /// <param name="threads">1 to 64.</param>
    public BlockPump(IBlockFeed feed, IReadOnlyList<ShardHost> shards, int threads)
    {
        _feed = feed;
        _shards = shards;
        _slots = [.. Enumerable.Range(0, Math.Max(threads, 1) * SlotsPerThread).Select(_ => new BlockSlot(shards.Count))];
        _threads = [.. Enumerable.Range(0, threads).Select(t => new Thread(() => Work(t)) { IsBackground = true, Name = $"pump {t}" })];
    }

    /// <summary>What stopped the pump, if something did.</summary>
    public Exception? Fault => Volatile.Read(ref _fault);

    /// <summary>Whether every block that was read is folded by every shard.</summary>
    public bool IsLanded
    {
        get
        {
            long read = Volatile.Read(ref _read);
            foreach (ShardHost shard in _shards)
            {
                if (shard.Taken < read) return false;
            }

            return true;
        }
    }

    /// <summary>Starts the threads.</summary>
    public void Start()
    {
        foreach (Thread thread in _threads) thread.Start();
    }

    /// <summary>Lets idle threads look again at once.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Does something while no block is being read: what was read before is counted, what comes after sees it.</summary>
    public void WhileNotReading(Action action)
    {
        lock (_reading) action();
    }

    /// <summary>Runs until the feed is done and all is folded.</summary>
    /// <exception cref="InvalidOperationException">A thread failed; the cause is inside.</exception>
    public void RunToEnd(CancellationToken cancellation)
    {
        Start();
        while (_threads.Any(t => t.IsAlive) && !cancellation.IsCancellationRequested)
        {
            foreach (Thread thread in _threads) thread.Join(IdleMs * 5);
        }

        Stop();
        if (Fault is OperationCanceledException) cancellation.ThrowIfCancellationRequested(); // The feed saw it first.
        if (Fault is { } fault) throw fault is IOException ? fault : new InvalidOperationException("Folding failed.", fault);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Stops the threads, each after the block that it is at.</summary>
    public void Stop()
    {
        _stop = true;
        _wake.Set();
        foreach (Thread thread in _threads)
        {
            if (thread.IsAlive) thread.Join();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _wake.Dispose();
    }

    private void Work(int thread)
    {
        var decoder = new BlockDecoder();
        try
        {
            while (!_stop)
            {
                bool worked = FoldOwn(thread) || DecodeNext(decoder);
                if (worked) continue;
                if (_feed.IsDone && IsLanded) return;
                _wake.Wait(IdleMs);
                _wake.Reset();
            }
        }
        catch (Exception exception)
        {
            // Whatever it is: nothing may be folded behind a block that was not. Whoever drives the pump reports it.
            Interlocked.CompareExchange(ref _fault, exception, null);
            _stop = true;
        }
    }

    private bool FoldOwn(int thread)
    {
        bool worked = false;
        for (int s = thread; s < _shards.Count; s += _threads.Length)
        {
            ShardHost shard = _shards[s];
            BlockSlot slot = _slots[shard.Taken % _slots.Length];
            if (!slot.Holds(shard.Taken)) continue;
            shard.Take(slot.Slices[s]);
            slot.Release();
            worked = true;
        }

        return worked;
    }

    private bool DecodeNext(BlockDecoder decoder)
    {
        long number;
        BlockSlot slot;
        lock (_reading)
        {
            number = _read;
            slot = _slots[number % _slots.Length];
            if (_stop || !slot.IsFree) return false;

            // Claimed before it is read, so that nobody who looks meanwhile takes all for landed.
            slot.Claim();
            Volatile.Write(ref _read, number + 1);
            if (!_feed.TryRead(slot.Block))
            {
                Volatile.Write(ref _read, number);
                slot.Unclaim();
                return false;
            }
        }

        decoder.Decode(slot.Block, slot.Slices);
        _feed.Decoded(slot.Block.Partition, NewestOf(slot.Slices));
        slot.Publish(number);
        _wake.Set();
        return true;
    }

    /// <summary>The newest of the slices' last times: near enough to keep partitions in step.</summary>
    private static long NewestOf(Slice[] slices)
    {
        long newest = 0;
        foreach (Slice slice in slices)
        {
            if (slice.Count == 0) continue;
            EventRecord last = slice.Records[slice.Count - 1];
            newest = Math.Max(newest, last.Timestamp);
        }

        return newest;
    }
}
