using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>Hosts a conductor: does what it wants done over a network that loses things.</summary>
internal sealed class SimConductor
{
    private static readonly ConductorOptions Options = new()
    {
        CaughtUpIntervalMs = 20, BacklogIntervalMs = 60, MaxUnregisteredBytes = 150, AttemptLimitMs = 250, PauseAfterFailureMs = 15,
        AskShardsEveryMs = 10, OpenLimitMs = 5_000, RegistryTries = 6, RegistryRetryMs = 3, RegistryRetryMaxMs = 30,
    };

    private readonly SimWorld _world;
    private readonly SimProcess _process;
    private readonly Conductor _conductor;

    public SimConductor(SimWorld world, SimProcess process, ConductorStart start)
    {
        (_world, _process) = (world, process);
        _conductor = new Conductor(Options, start);
        _world.After(0, Lives, () => Handle(new ConductorEvent.Started()));
        Tick();
    }

    public bool IsGone { get; private set; }

    private SimRegistry Registry => _process.Storage.Registry;

    public override string ToString() => _conductor.ToString();

    public void Drop() => IsGone = true;

    /// <summary>Sends it a message.</summary>
    public void Tell(ConductorEvent happened) => _world.Send(Lives, () => Handle(happened));

    private bool Lives() => _process.IsAlive && !IsGone;

    private void Tick()
    {
        Handle(new ConductorEvent.TimerTicked(_world.NowMs));
        _world.After(_world.Random.Between(2, 6), Lives, Tick);
    }

    private void Handle(ConductorEvent happened)
    {
        foreach (ConductorCommand command in _conductor.Handle(happened))
        {
            if (Lives()) Do(command);
        }
    }

    private void Do(ConductorCommand command)
    {
        switch (command)
        {
            case ConductorCommand.DrawTerm: Call(() => new ConductorEvent.TermDrawn(Registry.DrawTerm())); break;
            case ConductorCommand.ReadRegistry: Call(() => new ConductorEvent.RegistryRead(Registry.State)); break;
            case ConductorCommand.BeginGeneration c: Call(() => Answer(Registry.Begin(c.Term, c.Generation, c.First))); break;
            case ConductorCommand.RegisterCut c: Call(() => Answer(Registry.Register(c.Term, c.Cut))); break;
            case ConductorCommand.OpenShards c: OpenShards(c); break;
            case ConductorCommand.LetReadersBegin c: _process.LetReadersBegin(c.Positions); break;
            case ConductorCommand.BeginReading c: _process.BeginReading(c.Partition, c.Position); break;
            case ConductorCommand.StopReaders c: ToReaders(r => r.Stop(c.Round, this)); break;
            case ConductorCommand.AskShards c: AskShards(c); break;
            case ConductorCommand.SealShards c: SealShards(c); break;
            case ConductorCommand.LetReadersGo c: ToReaders(r => r.Go(c.Round)); break;
            case ConductorCommand.LetReaderGo c: ToReaders(r => LetGo(r, c.Partition)); break;
            case ConductorCommand.Show c: _process.Show(c.Generation, c.Cut); break;
            case ConductorCommand.StopSelf c: Stopped(c.Reason); break;
        }
    }

    private static void LetGo(SimReader reader, int partition)
    {
        if (reader.Partition == partition) reader.Go();
    }

    private void Stopped(StopReason reason)
    {
        _world.Note("conductor stopped: " + reason);
        IsGone = true;
        _process.ConductorStopped(reason);
    }

    private ConductorEvent.RegisterAnswered Answer(RegisterAnswer answer)
    {
        if (answer.Outcome != RegisterOutcome.Registered) _world.Note("refused: " + answer.Outcome);
        return new ConductorEvent.RegisterAnswered(answer);
    }

    /// <summary>A registry call is answered once; where an answer is lost, the effect may still be to come.</summary>
    private void Call(Func<ConductorEvent> effect)
    {
        bool requestLost = _world.Random.Chance(_world.Loss), answerLost = _world.Random.Chance(_world.Loss);
        int incarnation = _process.Storage.RegistryIncarnation;
        if (!requestLost)
        {
            _world.After(_world.Delay(), () => _process.Storage.RegistryIncarnation == incarnation, () =>
            {
                ConductorEvent answer = effect();
                if (!answerLost) _world.After(_world.Random.Below(3), Lives, () => Handle(answer));
            });
        }

        if (!requestLost && !answerLost) return;
        _world.Note("registry unknown");
        _world.After(_world.Random.Between(5, 60), Lives, () => Handle(new ConductorEvent.RegistryUnknown()));
    }

    private void ToReaders(Action<SimReader> action)
    {
        foreach (SimReader reader in _process.Readers.ToArray())
        {
            _world.Send(() => Lives() && !reader.IsGone, () => action(reader));
        }
    }

    private void OpenShards(ConductorCommand.OpenShards open)
    {
        if (!_process.Adopt(open.Generation)) return;
        AskShards(new ConductorCommand.AskShards([]));
    }

    private void AskShards(ConductorCommand.AskShards ask)
    {
        for (int s = 0; s < _process.Hosts.Count; s++)
        {
            int shard = s;
            _world.Send(Lives, () => Asked(shard, ask.Begins));
        }
    }

    private void Asked(int shard, IReadOnlyList<ReadingBegin> begins)
    {
        SimShardHost host = _process.Hosts[shard];
        if (_conductor.Generation is null || _conductor.Generation.First != _process.Generation!.First) return;
        host.Open(_conductor.Generation, Registry.State!.Newest);
        host.Begin(begins);
        Tell(host.Stands());
    }

    private void SealShards(ConductorCommand.SealShards seal)
    {
        _world.Check(Registry.Find(seal.Cut.Number) is { } cut && cut.Equals(seal.Cut), $"epoch {seal.Cut.Number} is sealed, but not registered");
        for (int s = 0; s < _process.Hosts.Count; s++)
        {
            int shard = s;
            _world.Send(Lives, () => Seal(shard, seal));
        }
    }

    private void Seal(int shard, ConductorCommand.SealShards seal)
    {
        if (!_process.Hosts[shard].IsOpen) return;
        bool isSealed = _process.Hosts[shard].Seal(seal.Cut, seal.Begins);
        Tell(isSealed
            ? new ConductorEvent.ShardSealed(shard, seal.Cut.Number)
            : new ConductorEvent.SealRefused(shard, seal.Cut.Number));
    }
}
