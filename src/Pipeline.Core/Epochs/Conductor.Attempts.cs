namespace Pipeline.Core.Epochs;

/// <content>From the decision to make an epoch until its readers go on.</content>
public sealed partial class Conductor
{
    private readonly List<ReadingBegin> _unfinishedBegins = [];
    private EpochAttempt? _attempt;
    private long _rounds;
    private long _lastBeganMs = long.MinValue / 2;
    private long _notBeforeMs;
    private bool _newestSealed;
    private bool _stopAsked;

    private void StopAsked()
    {
        _stopAsked = true;
        if (Phase < ConductorPhase.Reading) Stop(StopReason.Asked);
    }

    /// <summary>One that an epoch has registered already is only made known again, to shards that came back from before it.</summary>
    private void ReadingBegins(ReadingBegin begin)
    {
        if (!IsRegistered(begin))
        {
            _begins[begin.Partition] = begin;
            return;
        }

        if (!_unfinishedBegins.Contains(begin)) _unfinishedBegins.Add(begin);
        _commands.Add(new ConductorCommand.AskShards([.. _unfinishedBegins]));
        _commands.Add(new ConductorCommand.BeginReading(begin.Partition, begin.To));
    }

    private bool IsRegistered(ReadingBegin begin) =>
        Newest is not null && begin.Partition < Newest.Positions.Count && begin.To <= Newest.Positions[begin.Partition];

    private void StillReading()
    {
        bool shardsAreBack = Array.TrueForAll(_stands, s => s is not null && new EpochCut(0, s).IsNowhereBehind(Newest!));
        if (!shardsAreBack) AskShards();
        if (_highestSeen > Newest!.Number && !_registry.Busy)
        {
            _commands.Add(_registry.First(new ConductorCommand.ReadRegistry()));
        }

        bool wanted = shardsAreBack && !_registry.Busy && IsThereSomething();
        if (_stopAsked && !wanted) Stop(StopReason.Asked);
        else if (wanted && (_stopAsked || IsItTime())) StopReaders();
    }

    /// <summary>
    /// Where nothing came, no epoch is made. After a crash the next one waits until it can be nowhere behind the last registered;
    /// that one itself is sealed again where nothing came since.
    /// </summary>
    private bool IsThereSomething() =>
        _readers.HavePassed(Newest!) && (_readers.ReadBeyond(Newest!) || _begins.Count > 0 || !_newestSealed);

    private bool IsItTime()
    {
        if (_nowMs < _notBeforeMs) return false;
        if (_readers.UnregisteredBytes >= _options.MaxUnregisteredBytes) return true;
        return _nowMs - _lastBeganMs >= (_readers.HasBacklog ? _options.BacklogIntervalMs : _options.CaughtUpIntervalMs);
    }

    private void StopReaders()
    {
        _lastBeganMs = _nowMs;
        var round = new Round(Term, ++_rounds);
        _attempt = new EpochAttempt(round, _nowMs, Newest!.Positions.Count, _stands.Length, _readers.Has);
        Enter(ConductorPhase.Stopping);
        _commands.Add(new ConductorCommand.StopReaders(round));
        LandIfAllStopped();
    }

    private void ReaderStopped(ConductorEvent.ReaderStopped stopped)
    {
        if (_attempt is null || stopped.Round != _attempt.Round) return;
        _attempt.Stopped(stopped.Partition, stopped.Position);
        if (Phase == ConductorPhase.Stopping) LandIfAllStopped();
    }

    private void LandIfAllStopped()
    {
        if (!_attempt!.AllStopped) return;
        Enter(ConductorPhase.Landing);
        AskShards();
    }

    private void Landed(int shard, IReadOnlyList<long> positions)
    {
        _attempt!.Stands(shard, positions);
        if (_attempt.WhereAllStand(_begins) is { } standing) Register(standing);
    }

    /// <summary>Every shard stands at these positions and the readers are stopped.</summary>
    private void Register(long[] standing)
    {
        var begins = new List<ReadingBegin>();
        List<long> positions = WithBeginnings(standing, begins);
        var cut = new EpochCut(Newest!.Number + 1, positions);
        _attempt!.Begins = begins;
        if (!cut.IsNowhereBehind(Newest)) Abandon();
        else if (begins.Count == 0 && positions.SequenceEqual(Newest.Positions)) NothingCame();
        else RegisterCut(cut);
    }

    /// <summary>A partition is named only together with those before it: the first epoch that names one says where its reading began.</summary>
    private List<long> WithBeginnings(long[] standing, List<ReadingBegin> begins)
    {
        List<long> positions = [.. standing];
        foreach (ReadingBegin begin in _begins.Values.OrderBy(b => b.Partition))
        {
            if (begin.Partition == positions.Count) positions.Add(0);
            if (begin.Partition >= positions.Count || positions[begin.Partition] != begin.From) continue;
            positions[begin.Partition] = begin.To;
            begins.Add(begin);
        }

        return positions;
    }

    private void NothingCame()
    {
        if (_newestSealed) Finish(Newest!);
        else Seal(Newest!);
    }

    private void RegisterCut(EpochCut cut)
    {
        _attempt!.Cut = cut;
        Enter(ConductorPhase.Registering);
        _commands.Add(_registry.First(new ConductorCommand.RegisterCut(Term, cut)));
    }

    private void CutAnswered(RegisterAnswer answer)
    {
        // Not the next one: perhaps an earlier try of this very cut, whose answer was lost, or came late.
        if (answer.Outcome == RegisterOutcome.Registered || answer.State.Newest.Equals(_attempt!.Cut)) Registered(answer.State);
        else GiveWayTo(answer.State);
    }

    /// <summary>No answer: the cut is there, or it is registered again just so, or another took its number.</summary>
    private void LookForCut(RegistryState? state)
    {
        if (state is null || state.Newest.Number < _attempt!.Cut!.Number - 1) Stop(StopReason.RegistryBehind);
        else if (state.Newest.Equals(_attempt.Cut)) Registered(state);
        else if (state.Newest.Number < _attempt.Cut.Number) _commands.Add(_registry.GoOn(new ConductorCommand.RegisterCut(Term, _attempt.Cut)));
        else GiveWayTo(state);
    }

    private void Registered(RegistryState state)
    {
        Adopt(state);
        _newestSealed = false;
        _highestSeen = Math.Max(_highestSeen, state.Newest.Number);
        _readers.Registered();
        _unfinishedBegins.AddRange(_attempt!.Begins);
        Seal(state.Newest);
    }

    private void GiveWayTo(RegistryState state)
    {
        Adopt(state);
        Abandon();
    }

    private void Seal(EpochCut cut)
    {
        _attempt!.Cut = cut;
        Enter(ConductorPhase.Sealing);
        _commands.Add(new ConductorCommand.SealShards(cut, [.. _unfinishedBegins]));
        if (_stands.Contains(null)) Abandon();
    }

    private void ShardSealed(int shard, long epoch)
    {
        if (Phase != ConductorPhase.Sealing || epoch != _attempt!.Cut!.Number) return;
        _attempt.Sealed(shard);
        if (_attempt.AllSealed) Finish(_attempt.Cut);
    }

    /// <summary>The epoch stays registered, but nobody shows it: a later one will be whole.</summary>
    private void SealRefused(long epoch)
    {
        if (Phase == ConductorPhase.Sealing && epoch == _attempt!.Cut!.Number) Abandon();
    }

    private void Finish(EpochCut cut)
    {
        bool isNews = !_newestSealed;
        _newestSealed = true;
        LetReadersGo();
        _unfinishedBegins.Clear();
        if (isNews && Generation!.MayShow(cut)) _commands.Add(new ConductorCommand.Show(Generation, cut));
        if (_stopAsked) Stop(StopReason.Asked);
    }

    /// <summary>Cannot be finished: nobody waits for it, the next attempt comes after a pause.</summary>
    private void Abandon()
    {
        _notBeforeMs = _nowMs + _options.PauseAfterFailureMs;
        LetReadersGo();
        if (_stopAsked) Stop(StopReason.Asked);
    }

    private void LetReadersGo()
    {
        Round round = _attempt!.Round;
        _attempt = null;
        Enter(ConductorPhase.Reading);
        _commands.Add(new ConductorCommand.LetReadersGo(round));

        // Registered is enough: a shard that has not heard of a beginning refuses the gap, and is told when it is asked next.
        foreach (ReadingBegin begin in _unfinishedBegins)
        {
            _commands.Add(new ConductorCommand.BeginReading(begin.Partition, begin.To));
        }
    }

    private void StillAttempting()
    {
        if (Phase == ConductorPhase.Landing) AskShards();

        // While registering, RegistryTries bounds the wait: the outcome decides what may be shown.
        if (Phase != ConductorPhase.Registering && _nowMs - _attempt!.StartedMs > _options.AttemptLimitMs) Abandon();
    }

    private void StoppedReaderAsks(ConductorEvent.StoppedReaderAsks asks)
    {
        if (_attempt is null || asks.Round != _attempt.Round) _commands.Add(new ConductorCommand.LetReaderGo(asks.Partition));
    }

    private void ReaderLost(int partition)
    {
        _readers.Lost(partition);
        if (Phase is ConductorPhase.Stopping or ConductorPhase.Landing) Abandon();
    }

    private void ShardLost(int shard)
    {
        if (shard >= _stands.Length) return;
        _stands[shard] = null;
        _newestSealed = false;
        if (Phase is ConductorPhase.Stopping or ConductorPhase.Landing or ConductorPhase.Sealing) Abandon();
    }
}
