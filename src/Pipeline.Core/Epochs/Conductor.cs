namespace Pipeline.Core.Epochs;

/// <summary>
/// Makes epochs: stops the readers, waits until what is in flight has landed, registers the cut, lets the shards seal and the readers
/// go. A pure state machine: events in, commands out, for one caller at a time. Nothing breaks where there are two for a while, or
/// where a message is lost, late or doubled: a shard seals only at the cut, and a registry registers a number once.
/// </summary>
public sealed partial class Conductor
{
    private readonly ConductorOptions _options;
    private readonly ConductorStart _start;
    private readonly RegistryCalls _registry;
    private readonly ReaderBoard _readers = new();
    private readonly Dictionary<int, ReadingBegin> _begins = [];
    private readonly List<ConductorCommand> _commands = [];
    private IReadOnlyList<long>?[] _stands = [];
    private StartPlan? _plan;
    private long _nowMs;
    private long _phaseSinceMs;
    private long _askAtMs;
    private long _highestSeen;

    /// <summary>Creates one that waits for <see cref="ConductorEvent.Started"/>.</summary>
    public Conductor(ConductorOptions options, ConductorStart start)
    {
        _options = options;
        _start = start;
        _registry = new RegistryCalls(options);
        _highestSeen = start.HighestKnown;
    }

    /// <summary>What it is doing.</summary>
    public ConductorPhase Phase { get; private set; }

    /// <summary>Its term; 0 before it was drawn.</summary>
    public long Term { get; private set; }

    /// <summary>The newest registered epoch that it knows; null before it read the registry.</summary>
    public EpochCut? Newest { get; private set; }

    /// <summary>The generation; null before it read the registry.</summary>
    public Generation? Generation { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Phase}, term {Term}, newest {Newest?.Number}";

    /// <summary>Tells what happened; returns what is to be done now, in this order.</summary>
    public IReadOnlyList<ConductorCommand> Handle(ConductorEvent happened)
    {
        _commands.Clear();
        if (Phase != ConductorPhase.Stopped) Dispatch(happened);
        return _commands.Count == 0 ? [] : _commands.ToArray();
    }

    private void Dispatch(ConductorEvent happened)
    {
        switch (happened)
        {
            case ConductorEvent.Started when Phase == ConductorPhase.New: Started(); break;
            case ConductorEvent.TimerTicked e: Ticked(e.NowMs); break;
            case ConductorEvent.TermDrawn e: TermDrawn(e.Term); break;
            case ConductorEvent.RegistryRead e: RegistryRead(e.State); break;
            case ConductorEvent.RegisterAnswered e: RegisterAnswered(e.Answer); break;
            case ConductorEvent.RegistryUnknown: RegistryUnknown(); break;
            case ConductorEvent.ReaderProgressed e: _readers.Progressed(e); break;
            case ConductorEvent.ReaderStopped e: ReaderStopped(e); break;
            case ConductorEvent.StoppedReaderAsks e: StoppedReaderAsks(e); break;
            case ConductorEvent.ReaderLost e: ReaderLost(e.Partition); break;
            case ConductorEvent.ReadingBegins e: ReadingBegins(e.Begin); break;
            case ConductorEvent.ShardStands e: ShardStands(e); break;
            case ConductorEvent.ShardSealed e: ShardSealed(e.Shard, e.Epoch); break;
            case ConductorEvent.SealRefused e: SealRefused(e.Epoch); break;
            case ConductorEvent.ShardLost e: ShardLost(e.Shard); break;
            case ConductorEvent.NumberSeen e: _highestSeen = Math.Max(_highestSeen, e.Number); break;
            case ConductorEvent.StopAsked: StopAsked(); break;
        }
    }

    private void Started()
    {
        Enter(ConductorPhase.DrawingTerm);
        _commands.Add(_registry.First(new ConductorCommand.DrawTerm()));
    }

    private void TermDrawn(long term)
    {
        _registry.Answered();
        Term = term;
        Enter(ConductorPhase.ReadingRegistry);
        _commands.Add(_registry.First(new ConductorCommand.ReadRegistry()));
    }

    private void RegistryRead(RegistryState? state)
    {
        _registry.Answered();
        if (state is not null && state.Term > Term) Stop(StopReason.NewerTerm);
        else if (Phase == ConductorPhase.ReadingRegistry) Follow(StartPlan.Of(_start, state), state);
        else if (Phase == ConductorPhase.BeginningGeneration) LookForGeneration(state);
        else if (Phase == ConductorPhase.Registering) LookForCut(state);
        else if (state is null || state.Newest.Number < _highestSeen) Stop(StopReason.RegistryBehind);
        else Adopt(state);
    }

    private void Follow(StartPlan plan, RegistryState? state)
    {
        _plan = plan;
        if (plan.Stop is { } reason)
        {
            Stop(reason);
        }
        else if (plan.Begin is { } generation)
        {
            Enter(ConductorPhase.BeginningGeneration);
            _commands.Add(_registry.First(new ConductorCommand.BeginGeneration(Term, generation, plan.First!)));
        }
        else
        {
            OpenShards(state!);
        }
    }

    /// <summary>The answer to the beginning of a generation was lost: it is there, or it is begun again just so.</summary>
    private void LookForGeneration(RegistryState? state)
    {
        if (state?.Generation.First == _plan!.Begin!.First) OpenShards(state);
        else _commands.Add(_registry.GoOn(new ConductorCommand.BeginGeneration(Term, _plan.Begin, _plan.First!)));
    }

    private void GenerationAnswered(RegisterAnswer answer)
    {
        if (answer.State.Generation.First == _plan!.Begin!.First) OpenShards(answer.State);
        else Follow(StartPlan.Of(_start, answer.State), answer.State);
    }

    private void OpenShards(RegistryState state)
    {
        Adopt(state);
        _highestSeen = Math.Max(_highestSeen, state.Newest.Number);
        _stands = new IReadOnlyList<long>?[state.Generation.Shards];
        for (int p = state.Newest.Positions.Count; p < _start.LogStarts.Count; p++) _begins[p] = new ReadingBegin(p, 0, _start.LogStarts[p]);
        Enter(ConductorPhase.OpeningShards);
        _commands.Add(new ConductorCommand.OpenShards(state.Generation, state.Newest));
    }

    private void Adopt(RegistryState state)
    {
        if (Newest is null || state.Newest.Number != Newest.Number) _newestSealed = false;
        Generation = state.Generation;
        Newest = state.Newest;
        foreach (ReadingBegin begin in _begins.Values.Where(IsRegistered).ToArray()) _begins.Remove(begin.Partition);
    }

    private void RegisterAnswered(RegisterAnswer answer)
    {
        _registry.Answered();
        if (answer.Outcome == RegisterOutcome.StaleTerm || answer.State.Term > Term) Stop(StopReason.NewerTerm);
        else if (Phase == ConductorPhase.BeginningGeneration) GenerationAnswered(answer);
        else if (Phase == ConductorPhase.Registering) CutAnswered(answer);
    }

    private void RegistryUnknown()
    {
        ConductorCommand again = Phase == ConductorPhase.DrawingTerm
            ? new ConductorCommand.DrawTerm()
            : new ConductorCommand.ReadRegistry();
        if (_registry.TryAgain(again, _nowMs)) return;
        if (Phase == ConductorPhase.Registering) Abandon();
        else if (Phase < ConductorPhase.OpeningShards) Stop(StopReason.RegistryUnreachable);
    }

    private void Ticked(long nowMs)
    {
        _nowMs = Math.Max(_nowMs, nowMs);
        if (_registry.Due(_nowMs) is { } call) _commands.Add(call);
        if (Phase == ConductorPhase.OpeningShards) StillOpening();
        else if (Phase == ConductorPhase.Reading) StillReading();
        else if (Phase > ConductorPhase.Reading) StillAttempting();
    }

    private void StillOpening()
    {
        if (_nowMs - _phaseSinceMs > _options.OpenLimitMs) Stop(StopReason.ShardsMissing);
        else AskShards();
    }

    private void ShardStands(ConductorEvent.ShardStands stands)
    {
        if (stands.Shard >= _stands.Length) return;
        _stands[stands.Shard] = stands.Positions;

        // Another instance, perhaps, that never saw the newest epoch: nobody could ask it anything before something new came.
        bool lacksNewest = stands.Sealed < Newest!.Number && stands.Positions.SequenceEqual(Newest.Positions);
        if (Phase == ConductorPhase.Reading && lacksNewest) _newestSealed = false;
        if (Phase == ConductorPhase.OpeningShards && !_stands.Contains(null)) LetReadersBegin();
        else if (Phase == ConductorPhase.Landing) Landed(stands.Shard, stands.Positions);
    }

    /// <summary>From the lowest position: what a shard has already, it drops; what it lacks would be a gap.</summary>
    private void LetReadersBegin()
    {
        var lowest = new long[Newest!.Positions.Count];
        for (int p = 0; p < lowest.Length; p++) lowest[p] = _stands.Min(shard => p < shard!.Count ? shard[p] : 0);
        Enter(ConductorPhase.Reading);
        _commands.Add(new ConductorCommand.LetReadersBegin(lowest));
    }

    private void AskShards()
    {
        if (_nowMs < _askAtMs) return;
        _askAtMs = _nowMs + _options.AskShardsEveryMs;
        _commands.Add(new ConductorCommand.AskShards([.. _unfinishedBegins]));
    }

    private void Enter(ConductorPhase phase)
    {
        Phase = phase;
        _phaseSinceMs = _nowMs;
        _askAtMs = _nowMs;
    }

    private void Stop(StopReason reason)
    {
        if (_attempt is not null) _commands.Add(new ConductorCommand.LetReadersGo(_attempt.Round));
        _attempt = null;
        Enter(ConductorPhase.Stopped);
        _commands.Add(new ConductorCommand.StopSelf(reason));
    }
}
