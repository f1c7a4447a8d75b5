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
    private readonly FactFolders _factFolders;
    private readonly FactStoreOptions _factOptions;
    private FactStore? _facts;

    private EngineFolder(DataFolder folder, LogFolder log, PipelineSettings settings, bool mayBeginAnew)
    {
        _folder = folder;
        Log = log;
        Snapshots = new SnapshotStore(folder.Paths.Snapshots);
        _factFolders = new FactFolders(folder.Paths.Facts);
        _factOptions = new FactStoreOptions { KeepFor = KeepFor(settings.DeadLetters, settings.Late) };
        Registry = OpenRegistry(mayBeginAnew);
    }

    /// <summary>Its paths.</summary>
    public DataFolderPaths Paths => _folder.Paths;

    /// <summary>The log.</summary>
    public LogFolder Log { get; }

    /// <summary>Epochs.</summary>
    public EpochRegistryFile Registry { get; }

    /// <summary>Snapshots.</summary>
    public SnapshotStore Snapshots { get; }

    /// <summary>Dead letters and late records of the generation whose shards were opened.</summary>
    internal FactStore Facts => _facts ?? throw new InvalidOperationException("Facts belong to a generation: its shards are opened first.");

    /// <summary>The highest epoch that a snapshot, facts or the registry name; -1 for none.</summary>
    public long HighestKnown => Math.Max(Registry.HighestNumber, HighestStored);

    private long HighestStored => Snapshots.Shards()
        .SelectMany(Snapshots.List)
        .Select(name => name.Epoch)
        .Append(_factFolders.NewestOrigin())
        .Max();

    /// <summary>Opens a folder; one without a log gets an empty one of one partition.</summary>
    /// <param name="data">The folder.</param>
    /// <param name="settings">How facts are kept.</param>
    /// <param name="mayBeginAnew">
    /// Whether a damaged registry is put aside for an empty one, which remembers only which numbers were given out: for a rebuild.
    /// </param>
    /// <exception cref="FolderInUseException">Another process uses it.</exception>
    /// <exception cref="RegistryDamagedException">The registry is damaged.</exception>
    public static EngineFolder Open(string data, PipelineSettings settings, bool mayBeginAnew = false)
    {
        DataFolder folder = DataFolder.Open(data);
        try
        {
            if (!LogFolder.Exists(folder.Paths.Log)) LogWriter.Open(folder.Paths.Log, new LogWriterOptions { Partitions = 1 }).Dispose();
            return new EngineFolder(folder, LogFolder.Open(folder.Paths.Log), settings, mayBeginAnew);
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
        _facts = new FactStore(_factFolders.Of(generation.Origin), _factOptions);
        var shards = new ShardKeeper[generation.Shards];
        Parallel.For(0, shards.Length, s => shards[s] = ShardKeeper.Open(s, generation, first, settings, pool, Snapshots, Facts));
        foreach (string damage in shards.SelectMany(s => s.Damage)) say($"A snapshot is damaged and was passed over: {damage}");
        return shards;
    }

    /// <summary>For whoever has to choose: which numbers are known and which the registry holds.</summary>
    internal IReadOnlyList<string> NumbersFound(RegistryState? state) =>
    [
        $"epoch {HighestKnown} was made",
        state is null ? "the registry holds no epoch" : $"the registry's newest is {state.Newest.Number}",
    ];

    /// <summary>Removes snapshots and facts of generations that this one does not continue: it is shown, nobody goes back to them.</summary>
    internal void RemoveOlder(Generation generation)
    {
        // Snapshots first: one without its facts would never have them again.
        Snapshots.RemoveAllBut(generation.Owns);
        _factFolders.RemoveOthers(generation.Origin);
    }

    private EpochRegistryFile OpenRegistry(bool mayBeginAnew)
    {
        try
        {
            return EpochRegistryFile.Open(Paths.Registry);
        }
        catch (RegistryDamagedException damaged) when (mayBeginAnew)
        {
            // Numbers were given out, be it only the first.
            return EpochRegistryFile.BeginAnew(Paths.Registry, Math.Max(0, Math.Max(damaged.NewestProven, HighestStored)));
        }
    }

    /// <summary>Both kinds share segments: they are kept as long as the one that is kept longer; null is for ever.</summary>
    private static TimeSpan? KeepFor(FactSettings one, FactSettings other) =>
        one.RetentionAgeMilliseconds is { } a && other.RetentionAgeMilliseconds is { } b
            ? TimeSpan.FromMilliseconds(Math.Max(a, b))
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _facts?.Dispose();
        Registry.Dispose();
        _folder.Dispose();
    }
}
