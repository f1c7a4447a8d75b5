using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Engine.Feeds;
using Pipeline.Engine.Pump;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Running;

/// <summary>The newest registered epoch of a folder, brought back from snapshots and the log; nothing in the folder changes.</summary>
public sealed class StoredEpoch : IDisposable
{
    private readonly EngineFolder _folder;
    private readonly PagePool _pool;
    private readonly ShardKeeper[] _shards;

    private StoredEpoch(EngineFolder folder, PagePool pool, ShardKeeper[] shards, RegistryState state, FoldSettings settings)
    {
        (_folder, _pool, _shards, State, Settings) = (folder, pool, shards, state, settings);
    }

    /// <summary>What the registry holds.</summary>
    public RegistryState State { get; }

    /// <summary>The settings that shaped the numbers.</summary>
    public FoldSettings Settings { get; }

    /// <summary>The folder.</summary>
    public EngineFolder Folder => _folder;

    /// <summary>Brings the newest epoch back; null when there is none.</summary>
    /// <exception cref="Store.Folders.FolderInUseException">A process uses the folder.</exception>
    /// <exception cref="IOException">Log or store failed, or are damaged.</exception>
    /// <exception cref="RebuildUnderWayException">It is of a rebuild that has not caught up.</exception>
    /// <exception cref="EngineStoppedException">Registry and log, or the program, are not those of the state.</exception>
    public static StoredEpoch? Open(string data, Action<string> say, CancellationToken cancellation = default)
    {
        EngineFolder folder = EngineFolder.Open(data, new PipelineSettings());
        PagePool pool = HugePages.CreatePool();
        ShardKeeper[] shards = [];
        try
        {
            if (folder.Registry.ReadAsync(cancellation).AsTask().GetAwaiter().GetResult() is { } state)
            {
                FoldSettings settings = ShapeDifferences.SettingsOf(state.Generation);
                Check(folder, state, settings);
                shards = folder.OpenShards(state.Generation, settings, pool, say);
                FoldToCut(folder, shards, state.Newest, cancellation);
                return new StoredEpoch(folder, pool, shards, state, settings);
            }
        }
        catch
        {
            // Whatever failed: memory and folder are free again.
            Free(folder, pool, shards);
            throw;
        }

        Free(folder, pool, shards);
        return null;
    }

    /// <summary>The epoch, to be read.</summary>
    public EpochReading Read() => EpochReading.Take(State.Newest, _shards, Settings, _folder.Facts)
        ?? throw new InvalidOperationException($"The shards do not stand at epoch {State.Newest.Number}, to which they were folded.");

    /// <summary>By partition, the offset from which on dead letters and late records are all kept: retention took older ones.</summary>
    public IReadOnlyList<long> FactsKeptFrom() => _folder.Facts.KeptFrom(State.Newest);

    /// <summary>What is said of it.</summary>
    public EngineStatus Status()
    {
        EpochCounts counts = EpochCounts.Of(State.Newest, _shards);
        return new EngineStatus(
            counts.Cut,
            counts.Ledger,
            [.. Enumerable.Range(0, State.Newest.Positions.Count).Select(_folder.Log.End)],
            counts.Shoppers,
            counts.MemoryBytes,
            [.. _shards.Select(s => s.SnapshotEpoch)],
            0)
        {
            Sizes = FolderSizes.Of(_folder.Paths),
            Days = DayCounts.Of(_shards),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Free(_folder, _pool, _shards);

    /// <summary>What would be folded on would else be of another log, by another fold, or behind what snapshots hold.</summary>
    private static void Check(EngineFolder folder, RegistryState state, FoldSettings settings)
    {
        Generation given = folder.ShapeOf(settings, state.Generation.Shards);
        if (!state.Generation.HasShapeOf(given))
            throw new EngineStoppedException(StopReason.AnotherShape, ShapeDifferences.Of(state.Generation, given));
        if (folder.HighestKnown > state.Newest.Number)
            throw new EngineStoppedException(StopReason.RegistryBehind, folder.NumbersFound(state));
        if (RebuildProgress.At(state.Generation, state.Newest) is { } rebuild) throw new RebuildUnderWayException(rebuild, settings);
    }

    private static void Free(EngineFolder folder, PagePool pool, ShardKeeper[] shards)
    {
        foreach (ShardKeeper shard in shards) shard.Dispose();
        folder.Dispose();
        pool.Dispose();
    }

    private static void FoldToCut(EngineFolder folder, ShardKeeper[] shards, EpochCut cut, CancellationToken cancellation)
    {
        using var feed = new LogFeed(folder.Log) { EndsAtLimits = true };
        foreach (PartitionReader reader in feed.Partitions)
        {
            long limit = reader.Partition < cut.Positions.Count ? cut.Positions[reader.Partition] : 0;
            long lowest = shards.Min(s => s.Host.Shard.Position(reader.Partition));
            reader.Limit = limit;
            if (lowest < limit) reader.Begin(lowest);
            else reader.Skip(limit);
        }

        using (var pump = new BlockPump(feed, [.. shards.Select(s => s.Host)], Math.Min(EngineDefaults.Threads, shards.Length)))
            pump.RunToEnd(cancellation);
        foreach (ShardKeeper shard in shards) shard.Host.Shard.Seal(cut);
    }
}
