using System.Text;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Engine.Feeds;
using Pipeline.Engine.Pump;
using Pipeline.Engine.Running;
using Pipeline.Engine.Shards;
using Pipeline.Engine.Tests.Kills;
using Pipeline.Log;

namespace Pipeline.Engine.Tests.Running;

/// <summary>A driver with a real log, pump and shards, a registry with faults, and a clock that each step moves.</summary>
internal sealed class DriverRig : IDisposable
{
    public const int StepMs = 5;

    private readonly string _path = Folders.Create("driver");
    private readonly PagePool _pool = new();
    private readonly EngineFolder _folder;
    private readonly LogWriter _log;
    private readonly LogFeed _feed;
    private ShardKeeper[] _shards = [];
    private BlockPump? _pump;

    public DriverRig()
    {
        var settings = new PipelineSettings();
        _folder = EngineFolder.Open(_path, settings);
        _log = LogWriter.Open(_folder.Paths.Log, new LogWriterOptions());
        _feed = new LogFeed(_folder.Log);
        Registry = new FaultyRegistry(_folder.Registry);
        var start = new ConductorStart(_folder.ShapeOf(settings.Fold, 2), [0], [0], -1, StartChoice.GoOn);
        Driver = new ConductorDriver(new Conductor(new ConductorOptions(), start), Registry, _feed, Open, Sealed.Add, Shown.Add);
    }

    public ConductorDriver Driver { get; }

    public FaultyRegistry Registry { get; }

    public List<EpochCut> Sealed { get; } = [];

    public List<EpochCut> Shown { get; } = [];

    public PartitionReader Reader => _feed.Partitions[0];

    public IReadOnlyList<ShardKeeper> Shards => _shards;

    public IFactStore Facts => _folder.Facts;

    public long NowMs { get; set; }

    public EpochCut Newest => _folder.Registry.ReadAsync().AsTask().GetAwaiter().GetResult()!.Newest;

    /// <summary>Another conductor draws a term; its number.</summary>
    public long DrawTermAsAnother() => _folder.Registry.DrawTermAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Another conductor takes over and registers a cut.</summary>
    public RegisterAnswer RegisterAsAnother(EpochCut cut) =>
        _folder.Registry.RegisterAsync(DrawTermAsAnother(), cut).AsTask().GetAwaiter().GetResult();

    /// <summary>Appends records, durably.</summary>
    public void Append(int records)
    {
        for (int i = 0; i < records; i++)
        {
            _log.Append(0, Encoding.UTF8.GetBytes(
                $"{{\"event_type\":\"page_view\",\"user_id\":\"u{i}\",\"timestamp\":1767607200000,\"page_url\":\"/\"}}"));
        }

        _log.Flush();
    }

    /// <summary>Appends records that are no events, durably.</summary>
    public void AppendRejected(int records, int bytes)
    {
        byte[] record = Encoding.UTF8.GetBytes(new string('x', bytes));
        for (int i = 0; i < records; i++) _log.Append(0, record);
        _log.Flush();
    }

    public void Step() => Driver.Step(NowMs += StepMs);

    public void StepUntil(Func<bool> isSo, string what)
    {
        bool came = Folders.WaitUntil(() =>
        {
            Step();
            return isSo();
        });
        if (!came) Assert.Fail($"{what} never came; stopped {Driver.Stopped}, landing {Driver.IsLanding}, fault {_pump?.Fault}");
    }

    /// <summary>Steps until all of that many records are shown.</summary>
    public void StepUntilShown(long records) => StepUntil(() => Shown.Count > 0 && Shown[^1].Positions[0] == records, $"an epoch of {records} records");

    /// <summary>Nothing lands in the first shard until what is returned is disposed.</summary>
    public IDisposable HoldShard()
    {
        var hold = new Hold();
        ShardHost host = _shards[0].Host;
        var thread = new Thread(() => host.With(_ =>
        {
            hold.Begun.Set();
            hold.Over.Wait();
            return 0;
        }));
        thread.Start();
        hold.Begun.Wait();
        return hold;
    }

    public void Dispose()
    {
        _pump?.Stop();
        _pump?.Dispose();
        foreach (ShardKeeper shard in _shards) shard.Dispose();
        _feed.Dispose();
        _log.Dispose();
        _folder.Dispose();
        _pool.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    private void Open(Generation generation, EpochCut newest)
    {
        _shards = _folder.OpenShards(generation, new FoldSettings(), _pool, _ => { });
        _pump = new BlockPump(_feed, [.. _shards.Select(s => s.Host)], 1);
        Driver.Use(_shards, _pump);
        _pump.Start();
    }

    private sealed class Hold : IDisposable
    {
        public ManualResetEventSlim Begun { get; } = new();

        public ManualResetEventSlim Over { get; } = new();

        public void Dispose() => Over.Set();
    }
}
