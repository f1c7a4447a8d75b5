using System.Diagnostics;
using Pipeline.Core.Epochs;
using Pipeline.Core.Shards;

namespace Pipeline.Engine.Shards;

/// <summary>A shard with the lock that its folding thread and the conductor share.</summary>
public sealed class ShardHost : IDisposable
{
    private const long FewEvents = 1_000_000;

    private readonly Lock _lock = new();
    private long _taken;
    private long _events;
    private long _records;
    private long _busy;

    /// <summary>Hosts a shard; it is disposed with the host.</summary>
    public ShardHost(Shard shard) => Shard = shard;

    /// <summary>The shard; use it within <see cref="With{T}"/> once a pump is going.</summary>
    public Shard Shard { get; }

    /// <summary>Number of blocks taken since the pump started.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Events folded since the pump started.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Records that its positions went past since the pump started, whichever shard they belong to.</summary>
    public long Records => Volatile.Read(ref _records);

    /// <summary>Events that it folds in a second of folding; 0 as long as too few were folded to say.</summary>
    public double EventsPerSecond
    {
        get
        {
            long events = Events;
            return events < FewEvents ? 0 : events / Stopwatch.GetElapsedTime(0, Volatile.Read(ref _busy)).TotalSeconds;
        }
    }

    /// <summary>Does something with the shard while nobody folds.</summary>
    public T With<T>(Func<Shard, T> use)
    {
        lock (_lock) return use(Shard);
    }

    /// <summary>Where the shard stands in each of the partitions.</summary>
    public long[] Positions(int partitions)
    {
        lock (_lock)
        {
            var positions = new long[partitions];
            for (int p = 0; p < partitions; p++) positions[p] = Shard.Position(p);
            return positions;
        }
    }

    /// <summary>Folds a slice.</summary>
    /// <exception cref="InvalidOperationException">Records are missing before it: the feed is not in order.</exception>
    internal void Take(Slice slice)
    {
        lock (_lock)
        {
            long began = Stopwatch.GetTimestamp();
            long stood = Shard.Position(slice.Partition);
            SliceAnswer answer = Shard.Apply(slice);
            Volatile.Write(ref _busy, _busy + Stopwatch.GetTimestamp() - began);
            if (answer.Outcome == SliceOutcome.Gap)
            {
                throw new InvalidOperationException(
                    $"Shard {Shard.Number} stands at {answer.Position} of partition {slice.Partition}; a block from {slice.From} came.");
            }

            Volatile.Write(ref _records, _records + answer.Position - stood);
            Volatile.Write(ref _events, _events + slice.Count);
            Volatile.Write(ref _taken, _taken + 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Shard.Dispose();
}
