using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Engine.Feeds;
using Pipeline.Engine.Pump;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine;

/// <summary>Folds a feed that ends into a fresh state in memory, as one epoch.</summary>
public sealed class Replay : IDisposable
{
    private readonly FoldSettings _settings;
    private readonly int _partitions;
    private readonly PagePool _pool = HugePages.CreatePool();
    private readonly ShardHost[] _shards;
    private readonly List<Fact> _facts = [];
    private EpochCut _cut = new(0, []);

    /// <summary>An empty state.</summary>
    /// <param name="settings">What shapes the numbers.</param>
    /// <param name="partitions">Partitions of the feed, at least 1.</param>
    /// <param name="shards">Shards, 1 to 1,024.</param>
    public Replay(FoldSettings settings, int partitions, int shards)
    {
        _settings = settings;
        _partitions = partitions;
        _shards = [.. Enumerable.Range(0, shards).Select(s => new ShardHost(new Shard(s, shards, settings, _pool)))];
    }

    /// <summary>The partitions' ledger, added up over the shards.</summary>
    public PartitionLedger Total
    {
        get
        {
            var total = default(PartitionLedger);
            foreach (PartitionLedger part in _shards.SelectMany(s => s.Shard.Ledger)) total.Add(part);
            return total;
        }
    }

    /// <summary>Begins partitions elsewhere than at 0; only before anything was folded.</summary>
    /// <param name="positions">For each partition the offset of its first record.</param>
    public void Begin(IReadOnlyList<long> positions)
    {
        foreach (ShardHost host in _shards)
        {
            for (int p = 0; p < positions.Count; p++) host.Shard.Begin(new ReadingBegin(p, 0, positions[p]));
        }
    }

    /// <summary>Folds everything that the feed gives, on as many threads.</summary>
    /// <exception cref="IOException">Reading failed.</exception>
    public void Run(IBlockFeed feed, int threads, CancellationToken cancellation = default)
    {
        using (var pump = new BlockPump(feed, _shards, Math.Min(threads, Math.Max(_shards.Length, 1))))
            pump.RunToEnd(cancellation);
        _cut = new EpochCut(_cut.Number + 1, _shards[0].Positions(_partitions));
        foreach (ShardHost host in _shards)
        {
            host.Shard.Seal(_cut);
            _facts.AddRange(host.Shard.DrainFacts());
        }
    }

    /// <summary>Gives the documents of what was folded.</summary>
    public T Read<T>(Func<DocumentSource, T> read)
    {
        using var view = new EpochView(_cut, [.. _shards.Select(s => s.Shard.TakeView())], _settings);
        return read(new DocumentSource(view, kind => _facts.Where(f => f.Kind == kind)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ShardHost shard in _shards) shard.Dispose();
        _pool.Dispose();
    }
}
