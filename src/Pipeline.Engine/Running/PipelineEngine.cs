using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Engine.Feeds;
using Pipeline.Engine.Pump;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Running;

/// <summary>
/// The standalone engine: a folder's log into registered epochs, durably. <see cref="Run"/> returns when it was asked to stop (a last
/// epoch is made) or, where that was asked for, when all that the log held is in one. Reading an epoch is safe from any thread.
/// </summary>
public sealed class PipelineEngine : IDisposable
{
    /// <summary>The longest time between two looks at readers and shards, ms.</summary>
    private const int StepMs = 2;

    /// <summary>The longest that disposing waits for readings that nobody has given back.</summary>
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(30);

    private readonly EngineOptions _options;
    private readonly EngineFolder _folder;
    private readonly PagePool _pool = HugePages.CreatePool();
    private readonly LogFeed _feed;
    private readonly SnapshotWriting _writing;
    private readonly Upkeep _upkeep;
    private readonly ReadingDesk _desk = new();
    private readonly LivingReadings _living = new();
    private readonly long _started;
    private ShardKeeper[] _shards = [];
    private BlockPump? _pump;
    private EpochCounts? _shown;
    private FoldSettings _fold = new();
    private Generation? _generation;
    private EpochCut? _registered;
    private EpochCounts? _sealed;
    private ConductorDriver? _driver;

    /// <summary>Opens the folder; nothing runs before <see cref="Run"/>.</summary>
    /// <exception cref="Store.Folders.FolderInUseException">Another process uses it.</exception>
    public PipelineEngine(EngineOptions options)
    {
        _options = options;
        _folder = EngineFolder.Open(options.Data, options.Settings, mayBeginAnew: Rebuilds);
        _feed = new LogFeed(_folder.Log);
        if (options.EndsAt is { } at)
        {
            foreach (PartitionReader reader in _feed.Partitions) reader.Limit = reader.Partition < at.Count ? at[reader.Partition] : 0;
        }

        _writing = new SnapshotWriting(options);
        _upkeep = new Upkeep(_folder);
        _started = options.Time.GetTimestamp();
    }

    /// <summary>The folder.</summary>
    public EngineFolder Folder => _folder;

    /// <summary>The newest epoch that may be shown; null before the first.</summary>
    public EpochCut? Newest => Volatile.Read(ref _shown)?.Cut;

    /// <summary>The settings that shape its numbers.</summary>
    public FoldSettings Settings => _options.Settings.Fold;

    /// <summary>Whether all that the log held at the start is in a registered epoch; only looked at where that was asked for.</summary>
    public bool HasReachedEnd { get; private set; }

    /// <summary>How far a rebuild is of which nothing may be shown yet; null when there is none.</summary>
    public RebuildProgress? Rebuild =>
        Volatile.Read(ref _registered) is { } newest ? RebuildProgress.At(_generation!, newest) : null;

    /// <summary>Epochs that this run has sealed.</summary>
    public long Epochs => _driver?.Epochs ?? 0;

    /// <summary>How long readers were held for epochs, together.</summary>
    public TimeSpan HeldForEpochs => _driver?.Held ?? TimeSpan.Zero;

    /// <summary>Days of the shards in memory and put away, and how often one was fetched back.</summary>
    public DayCounts Days => DayCounts.Of(_shards);

    /// <summary>Runs until asked to stop.</summary>
    /// <exception cref="EngineStoppedException">The conductor stopped for another reason.</exception>
    /// <exception cref="IOException">The log or the store failed.</exception>
    public void Run(CancellationToken stop)
    {
        RegistryState? known = _folder.Registry.ReadAsync(stop).AsTask().GetAwaiter().GetResult();
        if (known is null || Rebuilds) _upkeep.RemoveFloor();
        Generation shape = _folder.ShapeOf(
            _options.Settings.Fold, _options.Shards ?? known?.Generation.Shards ?? EngineDefaults.Shards);
        long[] ends = [.. _feed.Partitions.Select(p => Math.Min(p.End, p.Limit))];
        var conductor = new Conductor(OptionsOf(_options.Settings.Epochs), new ConductorStart(
            shape,
            [.. _feed.Partitions.Select(p => _folder.Log.Start(p.Partition))],
            ends,
            _folder.HighestKnown,
            _options.Choice));
        var driver = new ConductorDriver(conductor, _folder.Registry, _feed, Open, Sealed, Show);
        _driver = driver;
        Loop(driver, ends, stop);
        if (driver.Stopped is { } reason and not StopReason.Asked) throw new EngineStoppedException(reason, Details(reason, known, shape));
        _pump?.Stop();
        _writing.Finish(_shards, _registered);
        if (_generation is not null) _upkeep.Run(_generation);
    }

    /// <summary>
    /// The newest epoch, held still: at once when nothing came since, else at the next one. Dispose it soon.
    /// </summary>
    /// <exception cref="OperationCanceledException">The engine stopped before.</exception>
    public EpochReading Read(CancellationToken cancellation = default) => _desk.Ask(cancellation);

    /// <summary>What it says of itself.</summary>
    /// <exception cref="ObjectDisposedException">The engine is gone.</exception>
    public EngineStatus Status()
    {
        _living.Begin();
        try
        {
            return StatusNow();
        }
        finally
        {
            _living.End();
        }
    }

    /// <summary>
    /// Ends it and frees its memory. Waits until every <see cref="EpochReading"/> is given back; when one is not within 30 s its memory is left
    /// to the process rather than freed under a reader.
    /// </summary>
    public void Dispose()
    {
        _desk.Close();
        _pump?.Dispose();
        _writing.Dispose();
        bool isUnread = _living.Close(LongestReading);
        if (isUnread) foreach (ShardKeeper shard in _shards) shard.Dispose();
        _feed.Dispose();
        _folder.Dispose();
        if (isUnread) _pool.Dispose();
    }

    private EngineStatus StatusNow()
    {
        EpochCounts counts = Volatile.Read(ref _shown) ?? EpochCounts.Of(new EpochCut(0, []), _shards);
        double seconds = Math.Max(_options.Time.GetElapsedTime(_started).TotalSeconds, 0.001);
        return new EngineStatus(
            counts.Cut,
            counts.Ledger,
            [.. _feed.Partitions.Select(p => p.End)],
            counts.Shoppers,
            counts.MemoryBytes,
            [.. _shards.Select(s => s.SnapshotEpoch)],
            _shards.Sum(s => s.Host.Events) / seconds,
            Rebuild)
        {
            Sizes = FolderSizes.Of(_folder.Paths),
            Days = Days,
        };
    }

    private static ConductorOptions OptionsOf(EpochSettings epochs) => new()
    {
        CaughtUpIntervalMs = (int)epochs.IntervalMilliseconds,
        BacklogIntervalMs = (int)epochs.BacklogIntervalMilliseconds,
    };

    private void Loop(ConductorDriver driver, long[] ends, CancellationToken stop)
    {
        bool asked = false;
        using var pause = new ManualResetEventSlim();
        while (driver.Stopped is null)
        {
            driver.Step((long)_options.Time.GetElapsedTime(_started).TotalMilliseconds);
            if (_generation is not null) _upkeep.Step((long)_options.Time.GetElapsedTime(_started).TotalMilliseconds, _generation);
            if (_pump?.Fault is { } fault) throw fault is IOException ? fault : new InvalidOperationException("Folding failed.", fault);
            if (_writing.Fault is { } lost) throw lost is IOException ? lost : new InvalidOperationException("Writing a snapshot failed.", lost);
            if (_desk.IsAsked && Newest is { } newest) Answer(newest);
            if (_registered is { } registered) _writing.ConsiderStanding(_shards, registered);
            HasReachedEnd = (_options.UntilEnd || _options.EndsAt is not null) && Newest is { } cut && new EpochCut(0, cut.Positions).IsNowhereBehind(new EpochCut(0, ends));
            if (!asked && (stop.IsCancellationRequested || HasReachedEnd))
            {
                driver.AskToStop();
                asked = true;
            }

            if (!driver.IsLanding) pause.Wait(StepMs, CancellationToken.None);
            else Thread.Yield();
        }
    }

    private bool Rebuilds => _options.Choice is StartChoice.Rebuild or StartChoice.RebuildFromWhatIsLeft;

    private void Open(Generation generation, EpochCut newest)
    {
        _generation = generation;
        Volatile.Write(ref _registered, newest);
        if (Rebuild is { } rebuild && _options.EndsAt is null) _options.Say($"{rebuild.Records} of {rebuild.Of} records are counted anew; nothing is shown before all are.");
        _fold = ShapeDifferences.SettingsOf(generation);
        _shards = _folder.OpenShards(generation, _fold, _pool, _options.Say);
        _pump = new BlockPump(_feed, [.. _shards.Select(s => s.Host)], Math.Min(_options.Threads, _shards.Length));
        _driver!.Use(_shards, _pump);
        foreach (ShardKeeper shard in _shards) shard.Host.Shard.Resume(newest.Number);
        _pump.Start();
    }

    /// <summary>All shards stand at a registered cut and the readers wait: what is to be read of it is taken now.</summary>
    private void Sealed(EpochCut cut)
    {
        Volatile.Write(ref _registered, cut);
        _sealed = EpochCounts.Of(cut, _shards);
        if (_desk.IsAsked && _generation!.MayShow(cut)) Answer(cut);
        _writing.Consider(_shards);
    }

    private void Show(EpochCut cut)
    {
        bool isFirst = Newest is null;
        Volatile.Write(ref _shown, _sealed?.Cut == cut ? _sealed : throw new InvalidOperationException($"Epoch {cut.Number} is shown before it was sealed."));
        if (isFirst) _folder.RemoveOlder(_generation!);
    }

    /// <summary>Only an epoch at which every shard stands: while it goes on, the next seal answers.</summary>
    private void Answer(EpochCut cut) => _desk.Answer(() => EpochReading.Take(cut, _shards, _fold, _folder.Facts, _living));

    private IReadOnlyList<string> Details(StopReason reason, RegistryState? known, Generation shape) => reason switch
    {
        StopReason.AnotherShape => ShapeDifferences.Of(known!.Generation, shape),
        StopReason.RegistryBehind => _folder.NumbersFound(known),
        StopReason.LogBeginningMissing =>
        [
            .. _feed.Partitions.Select(p => (p.Partition, Start: _folder.Log.Start(p.Partition)))
                .Where(p => p.Start > 0).Select(p => $"partition {p.Partition} begins at offset {p.Start}"),
        ],
        _ => [],
    };
}
