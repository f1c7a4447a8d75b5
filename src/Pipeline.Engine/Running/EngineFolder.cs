using Pipeline.Core.Epochs;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Core.Snapshots;
using Pipeline.Engine.Shards;
using Pipeline.Log;
using Pipeline.Store.Facts;
using Pipeline.Store.Folders;
using Pipeline.Store.Registry;
using Pipeline.Store.Snapshots;

namespace Pipeline.Engine.Running;

/// <summary>A data folder opened by the one process that may change it: log, registry, snapshots and facts.</summary>
public sealed class EngineFolder : IDisposable
{
    private readonly DataFolder _folder;

    private EngineFolder(DataFolder folder, LogFolder log, PipelineSettings settings)
    {
        _folder = folder;
        Log = log;
        Registry = EpochRegistryFile.Open(folder.Paths.Registry);
        Snapshots = new SnapshotStore(folder.Paths.Snapshots);
        Facts = new FactStore(folder.Paths.Facts, new FactStoreOptions
        {
            KeepFor = KeepFor(settings.DeadLetters, settings.Late),
        });
    }

    /// <summary>Its paths.</summary>
    public DataFolderPaths Paths => _folder.Paths;

    /// <summary>The log.</summary>
    public LogFolder Log { get; }

    /// <summary>Epochs.</summary>
    public EpochRegistryFile Registry { get; }

    /// <summary>Snapshots.</summary>
    public SnapshotStore Snapshots { get; }

    /// <summary>Dead letters and late records.</summary>
    public FactStore Facts { get; }

    /// <summary>Opens a folder; one without a log gets an empty one of one partition.</summary>
    /// <exception cref="FolderInUseException">Another process uses it.</exception>
    public static EngineFolder Open(string data, PipelineSettings settings)
    {
        DataFolder folder = DataFolder.Open(data);
        try
        {
            if (!LogFolder.Exists(folder.Paths.Log)) LogWriter.Open(folder.Paths.Log, new LogWriterOptions { Partitions = 1 }).Dispose();
            return new EngineFolder(folder, LogFolder.Open(folder.Paths.Log), settings);
        }
        catch
        {
            // Whatever failed: the folder is free again.
            folder.Dispose();
            throw;
        }
    }

    /// <summary>What shall shape the numbers of this folder.</summary>
    public Generation ShapeOf(FoldSettings settings, int shards) =>
        new(0, shards, FoldVersion.Numbers, Log.Identity.ToString("N"), SettingsWriter.Canonical(settings));

    /// <summary>Brings the shards of a generation back from their newest whole snapshots; says what was damaged and passed over.</summary>
    internal ShardKeeper[] OpenShards(Generation generation, FoldSettings settings, PagePool pool, Action<string> say)
    {
        EpochCut first = Registry.FindAsync(generation.Origin).AsTask().GetAwaiter().GetResult()
            ?? throw new InvalidOperationException($"The registry lacks epoch {generation.Origin}, where generation {generation.First} begins.");
        var shards = new ShardKeeper[generation.Shards];
        Parallel.For(0, shards.Length, s => shards[s] = ShardKeeper.Open(s, generation, first, settings, pool, Snapshots, Facts));
        foreach (string damage in shards.SelectMany(s => s.Damage)) say($"A snapshot is damaged and was passed over: {damage}");
        return shards;
    }

    /// <summary>The highest epoch that a snapshot names; -1 for none.</summary>
    public long HighestKnown(int shards)
    {
        long highest = -1;
        for (int s = 0; s < shards; s++)
        {
            foreach (SnapshotName name in Snapshots.List(s)) highest = Math.Max(highest, name.Epoch);
        }

        return Math.Max(highest, Registry.HighestNumber);
    }

    /// <summary>Both kinds share segments: they are kept as long as the one that is kept longer; null is for ever.</summary>
    private static TimeSpan? KeepFor(FactSettings one, FactSettings other) =>
        one.RetentionAgeMilliseconds is { } a && other.RetentionAgeMilliseconds is { } b
            ? TimeSpan.FromMilliseconds(Math.Max(a, b))
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Facts.Dispose();
        Registry.Dispose();
        _folder.Dispose();
    }
}
