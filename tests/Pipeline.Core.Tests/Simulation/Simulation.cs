using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>One seeded run: a storm of mishaps, then calm, in which everything has to come out right.</summary>
internal sealed class Simulation
{
    private const int CalmLimitMs = 6_000, SettledAfterMs = 300;
    private const long MostSteps = 2_000_000;

    private readonly SimPlan _plan;
    private readonly SimStorage _storage;
    private Generation _shape;
    private SimProcess _process;
    private Action? _backup;
    private long _quietUntilMs;
    private bool _isCalm;

    public Simulation(ulong seed, SimPlan plan, ISimulatedShards shards)
    {
        _plan = plan;
        World = new SimWorld(seed) { Loss = plan.Loss };
        _storage = new SimStorage(World, shards);
        for (int p = 0; p < plan.Partitions; p++) _storage.Log.AddPartition(World.Random.Chance(0.3) ? World.Random.Below(500) : 0);
        for (int s = 0; s < plan.Sinks; s++) _storage.Sinks.Add(new SimSink(World, _storage, $"sink{s}", plan.Refusals));
        _shape = new Generation(0, plan.Shards, 1, "log", new byte[] { 1 });
        _process = Start(StartChoice.GoOn, false);
        if (plan.CrashAtStep >= 0) World.BeforeStep = CrashAtStep;
    }

    public SimWorld World { get; }

    /// <summary>Runs to the end; throws <see cref="SimulationFailedException"/>, which names the seed.</summary>
    public void Run()
    {
        Append();
        Mishap();
        KeepHouse();
        StepUntil(_plan.StormMs);
        Calm();
        long settledMs = -1, end = World.NowMs + CalmLimitMs;
        while (settledMs < 0 || World.NowMs < settledMs + SettledAfterMs)
        {
            StepUntil(World.NowMs + 20);
            if (!IsSettled()) settledMs = -1;
            else if (settledMs < 0) settledMs = World.NowMs;
            World.Check(World.NowMs < end, $"does not settle: {Unsettled()}; {_process}; log {string.Join(',', _storage.Log.Ends)}");
        }

        foreach (SimSink sink in _storage.Sinks) sink.CheckEnd();
        HashSet<SimRecord> facts = [.. _storage.Oracle.Facts(_storage.Registry.State!.Newest)];
        World.Check(facts.IsSubsetOf(_storage.Facts), "facts are lacking");
    }

    private static bool Always() => true;

    private void StepUntil(long ms)
    {
        while (World.NowMs < ms)
        {
            World.Check(World.Step() && World.Steps < MostSteps, "runs dry or wild");
        }
    }

    private void CrashAtStep()
    {
        if (World.Steps == _plan.CrashAtStep) Restart(StartChoice.GoOn, false);
    }

    private void Append()
    {
        if (_isCalm) return;
        if (World.NowMs >= _quietUntilMs) _storage.Log.Append(World.Random, World.Random.Between(1, 4));
        World.After(World.Random.Between(1, 8), Always, Append);
    }

    private void KeepHouse()
    {
        foreach (SimShardHost host in _process.Hosts)
        {
            if (World.Random.Chance(0.3)) host.FlushFacts();
            if (World.Random.Chance(0.1)) TellOf(host);
            if (World.Random.Chance(0.15)) host.TakeSnapshot(_process.Generation!);
        }

        _process.Forget();
        World.After(World.Random.Between(5, 15), Always, KeepHouse);
    }

    /// <summary>Whoever watches the shards says what he sees: an instance that nobody knew of, or none.</summary>
    private void TellOf(SimShardHost host) => _process.TellConductors(
        host.IsOpen ? host.Stands() : new ConductorEvent.ShardLost(_process.Hosts.IndexOf(host)));

    private SimProcess Start(StartChoice choice, bool isPutBack)
    {
        var process = new SimProcess(World, _storage, _shape) { MustFindRegistryBehind = isPutBack };
        process.StartConductor(choice);
        return process;
    }

    private void Restart(StartChoice choice, bool isPutBack)
    {
        World.Note("crash", World.Steps);
        _process.Crash();
        StartChoice again = isPutBack || choice != StartChoice.GoOn ? choice : _process.Again();
        _process = Start(again, isPutBack || _process.MustFindRegistryBehind);
    }

    private void Calm()
    {
        _isCalm = true;
        World.Loss = 0;
        World.Note("calm");
        foreach (SimSink sink in _storage.Sinks) sink.IsCalm = true;
    }

    private void Mishap()
    {
        if (_isCalm || _plan.Mishaps.Count == 0) return;
        World.After(World.Random.Between(10, 80), Always, Mishap);
        if (_process.Generation is null || _storage.Registry.State is not { } state) return;
        SimMishap mishap = _plan.Mishaps[World.Random.Below(_plan.Mishaps.Count)];
        World.Note("mishap " + mishap);
        int partition = World.Random.Below(state.Newest.Positions.Count);
        SimShardHost host = _process.Hosts[World.Random.Below(_process.Hosts.Count)];
        switch (mishap)
        {
            case SimMishap.Crash: Restart(StartChoice.GoOn, false); break;
            case SimMishap.ConductorCrash: ConductorCrash(); break;
            case SimMishap.SecondConductor: _process.StartConductor(_process.Again()); break;
            case SimMishap.ShardLost: LoseShard(host); break;
            case SimMishap.ShardForked: Fork(host, state); break;
            case SimMishap.ReaderLost: _process.LoseReader(partition); break;
            case SimMishap.SecondReader: _process.SecondReader(partition, 2); break;
            case SimMishap.NewPartition: NewPartition(); break;
            case SimMishap.LostRecords: _storage.Log[partition].Lose(World.Random.Between(1, 30)); break;
            case SimMishap.QuietDay: _quietUntilMs = World.NowMs + World.Random.Between(50, 300); break;
            case SimMishap.DamagedSnapshot: DamageSnapshot(); break;
            case SimMishap.SinkReset: ResetSink(); break;
            case SimMishap.SinkStruckOff: StrikeOffOrBack(); break;
            case SimMishap.Rebuild: Rebuild(); break;
            default: PutBack(); break;
        }
    }

    private SimSink? AnySink() => _storage.Sinks.Count == 0 ? null : _storage.Sinks[World.Random.Below(_storage.Sinks.Count)];

    private void ConductorCrash()
    {
        _process.DropConductors();
        SimProcess process = _process;
        World.After(World.Random.Between(1, 100), () => process.IsAlive, () => process.StartConductor(process.Again()));
    }

    private void LoseShard(SimShardHost host)
    {
        host.LoseOne();
        if (host.IsOpen || World.Random.Chance(0.3)) return;
        _process.TellConductors(new ConductorEvent.ShardLost(_process.Hosts.IndexOf(host)));
    }

    private void Fork(SimShardHost host, RegistryState state)
    {
        if (!host.IsOpen || state.Generation.First != _process.Generation!.First) return;
        host.Fork(_process.Generation, state.Newest);
        SimProcess process = _process;
        World.After(World.Random.Between(20, 300), () => process.IsAlive && process.Hosts.Contains(host), host.LoseOne);
    }

    private void NewPartition()
    {
        if (_storage.Log.Partitions >= 6) return;
        _storage.Log.AddPartition(World.Random.Chance(0.5) ? World.Random.Below(500) : 0);
        TellNewPartition(_storage.Log.Partitions - 1);
    }

    /// <summary>Whoever lists the partitions says it again until it is registered.</summary>
    private void TellNewPartition(int partition)
    {
        if (_storage.Registry.State!.Newest.Positions.Count > partition) return;
        _process.TellConductors(new ConductorEvent.ReadingBegins(new ReadingBegin(partition, 0, _storage.Log[partition].Start)));
        World.After(100, Always, () => TellNewPartition(partition));
    }

    private void DamageSnapshot()
    {
        _storage.Snapshots.Damage(World.Random);
        Restart(StartChoice.GoOn, false);
    }

    private void ResetSink()
    {
        if (AnySink() is { IsStruckOff: false } sink) sink.Reset();
    }

    private void StrikeOffOrBack()
    {
        if (AnySink() is not { } sink) return;
        if (!sink.IsStruckOff)
        {
            sink.StrikeOff();
            return;
        }

        sink.Reset();
        _process.StartSenders(sink);
    }

    private void Rebuild()
    {
        if (_shape.FoldVersion >= 3) return;
        _shape = _shape with { FoldVersion = _shape.FoldVersion + 1, Shards = World.Random.Between(1, 4) };
        Restart(StartChoice.RebuildFromWhatIsLeft, false); // The simulated log's partitions begin anywhere.
    }

    /// <summary>The registry of a while ago is put back; a part of what came since was given out.</summary>
    private void PutBack()
    {
        if (_backup is null)
        {
            _backup = _storage.Registry.Backup();
            return;
        }

        if (_storage.Registry.State!.Generation.First != _process.Generation!.First) return;
        _backup();
        _backup = null;
        _storage.RegistryIncarnation++;
        _shape = _storage.Registry.State!.Generation.HasShapeOf(_shape) ? _shape : _storage.Registry.State.Generation;
        bool isSeen = _storage.HighestKnown > _storage.Registry.State.Newest.Number;
        _storage.Registry.ForgetUnseen(_storage.HighestKnown);
        Restart(isSeen ? StartChoice.GoOn : StartChoice.RegistryPutBack, true);
    }

    private bool IsSettled() => Unsettled().Length == 0;

    private string Unsettled()
    {
        if (_storage.Registry.State is not { } state) return "no generation";
        if (!state.Newest.Positions.SequenceEqual(_storage.Log.Ends)) return "records are not in an epoch";
        if (_process.Shown?.Cut.Number != state.Newest.Number) return "the newest epoch is not shown";
        foreach (SimSink sink in _storage.Sinks.Where(s => !s.IsStruckOff))
        {
            for (int s = 0; s < state.Generation.Shards; s++)
            {
                if (_storage.Registry.ReadCursor(sink.Name, s)?.Epoch != state.Newest.Number) return $"{sink.Name} is behind: {_storage.Registry.ReadCursor(sink.Name, s)}";
            }
        }

        return _process.DurableFacts < state.Newest.Number ? "facts are not durable" : "";
    }
}
