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

    private readonly EngineOptions _options;
    private readonly EngineFolder _folder;
    private readonly PagePool _pool = HugePages.CreatePool();
    private readonly LogFeed _feed;
    private readonly SnapshotWriting _writing;
    private readonly Upkeep _upkeep;
    private readonly ReadingDesk _desk = new();
    private readonly long _started;
    private ShardKeeper[] _shards = [];
    private BlockPump? _pump;
    private EpochCut? _shown;
    private FoldSettings _fold = new();
    private Generation? _generation;
    private ConductorDriver? _driver;

    /// <summary>Opens the folder; nothing runs before <see cref="Run"/>.</summary>
    /// <exception cref="Store.Folders.FolderInUseException">Another process uses it.</exception>
    public PipelineEngine(EngineOptions options)
    {
        _options = options;
        _folder = EngineFolder.Open(options.Data, options.Settings);
        _feed = new LogFeed(_folder.Log);
        _writing = new SnapshotWriting(options);
        _upkeep = new Upkeep(_folder);
        _started = options.Time.GetTimestamp();
    }

    /// <summary>The folder.</summary>
    public EngineFolder Folder => _folder;

    /// <summary>The newest epoch that may be shown; null before the first.</summary>
    public EpochCut? Newest => Volatile.Read(ref _shown);

    /// <summary>Epochs that this run has sealed.</summary>
    public long Epochs => _driver?.Epochs ?? 0;

    /// <summary>How long readers were held for epochs, together.</summary>
    public TimeSpan HeldForEpochs => _driver?.Held ?? TimeSpan.Zero;

    /// <summary>Days of the shards in memory and put away, and how often one was fetched back.</summary>
    public (int Loaded, int Away, long Fetched) Days => _shards
        .Select(s => s.Host.With(ShardSnapshots.DaysOf))
        .Aggregate((0, 0, 0L), (a, b) => (a.Item1 + b.Loaded, a.Item2 + b.Away, a.Item3 + b.Fetched));

    /// <summary>Runs until asked to stop.</summary>
    /// <exception cref="EngineStoppedException">The conductor stopped for another reason.</exception>
    /// <exception cref="IOException">The log or the store failed.</exception>
    public void Run(CancellationToken stop)
    {
        RegistryState? known = _folder.Registry.ReadAsync(stop).AsTask().GetAwaiter().GetResult();
        int shards = known is { } state && _options.Choice == StartChoice.GoOn && _options.Shards is null
            ? state.Generation.Shards
            : _options.Shards ?? EngineDefaults.Shards;
        long[] ends = [.. _feed.Partitions.Select(p => p.End)];
        var conductor = new Conductor(OptionsOf(_options.Settings.Epochs), new ConductorStart(
            _folder.ShapeOf(_options.Settings.Fold, shards),
            [.. _feed.Partitions.Select(p => _folder.Log.Start(p.Partition))],
            ends,
            _folder.HighestKnown(shards),
            _options.Choice));
        var driver = new ConductorDriver(conductor, _folder.Registry, _feed, Open, Sealed, cut => Volatile.Write(ref _shown, cut));
        _driver = driver;
        Loop(driver, ends, stop);
        if (driver.Stopped is { } reason and not StopReason.Asked) throw new EngineStoppedException(reason, Differences(known));
        _pump?.Stop();
        _writing.Finish(_shards, Newest);
        _upkeep.Run(_shards.Length);
    }

    /// <summary>
    /// The newest epoch, held still: at once when nothing came since, else at the next one. Dispose it soon.
    /// </summary>
    /// <exception cref="OperationCanceledException">The engine stopped before.</exception>
    public EpochReading Read(CancellationToken cancellation = default) => _desk.Ask(cancellation);

    /// <summary>What it says of itself.</summary>
    public EngineStatus Status()
    {
        EpochCut cut = Newest ?? new EpochCut(0, []);
        double seconds = Math.Max(_options.Time.GetElapsedTime(_started).TotalSeconds, 0.001);
        return new EngineStatus(
            cut,
            StatusLedger.Of(_shards, cut),
            [.. _feed.Partitions.Select(p => p.End)],
            _shards.Sum(s => (long)s.Host.With(h => h.Shoppers)),
            _shards.Sum(s => s.Host.With(h => h.MemoryBytes)),
            [.. _shards.Select(s => s.SnapshotEpoch)],
            _shards.Sum(s => s.Host.Events) / seconds);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _desk.Close();
        _pump?.Dispose();
        _writing.Dispose();
        foreach (ShardKeeper shard in _shards) shard.Dispose();
        _feed.Dispose();
        _folder.Dispose();
        _pool.Dispose();
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
            if (_shards.Length > 0) _upkeep.Step((long)_options.Time.GetElapsedTime(_started).TotalMilliseconds, _shards.Length);
            if (_pump?.Fault is { } fault) throw fault is IOException ? fault : new InvalidOperationException("Folding failed.", fault);
            if (_writing.Fault is { } lost) throw lost is IOException ? lost : new InvalidOperationException("Writing a snapshot failed.", lost);
            if (_desk.IsAsked && Newest is { } newest) Answer(newest);
            bool ended = _options.UntilEnd && Newest is { } cut && new EpochCut(0, cut.Positions).IsNowhereBehind(new EpochCut(0, ends));
            if (!asked && (stop.IsCancellationRequested || ended))
            {
                driver.AskToStop();
                asked = true;
            }

            if (!driver.IsLanding) pause.Wait(StepMs, CancellationToken.None);
            else Thread.Yield();
        }
    }

    private void Open(Generation generation)
    {
        _generation = generation;
        _fold = SettingsReader.ReadStored(generation.Settings.Span).Settings!.Fold;
        _shards = _folder.OpenShards(generation, _fold, _pool, _options.Say);
        _pump = new BlockPump(_feed, [.. _shards.Select(s => s.Host)], Math.Min(_options.Threads, _shards.Length));
        _driver!.Use(_shards, _pump);
        _pump.Start();
    }

    /// <summary>All shards stand at a registered cut and the readers wait: what is to be read of it is taken now.</summary>
    private void Sealed(EpochCut cut)
    {
        if (_desk.IsAsked && _generation!.MayShow(cut)) Answer(cut);
        _writing.Consider(_shards);
    }

    /// <summary>Only an epoch at which every shard stands: while it goes on, the next seal answers.</summary>
    private void Answer(EpochCut cut)
    {
        if (!_shards.All(s => s.Host.With(shard => shard.SealedEpoch == cut.Number && shard.StandsAt(cut)))) return;
        _desk.Answer(() => EpochReading.Take(cut, _shards, _fold, _folder.Facts));
    }

    private string[] Differences(RegistryState? known)
    {
        if (known is null) return [];
        FoldSettings stored = SettingsReader.ReadStored(known.Generation.Settings.Span).Settings!.Fold;
        List<string> all = [.. FoldSettingsComparer.Differences(stored, _options.Settings.Fold).Select(d => d.ToString())];
        if (_options.Shards is { } given && given != known.Generation.Shards) all.Add($"shards: stored {known.Generation.Shards}, given {given}");
        if (known.Generation.FoldVersion != FoldVersion.Numbers) all.Add($"fold: stored {known.Generation.FoldVersion}, this program {FoldVersion.Numbers}");
        if (known.Generation.LogIdentity != _folder.Log.Identity.ToString("N")) all.Add("log: another log lies in the folder");
        return [.. all];
    }
}
