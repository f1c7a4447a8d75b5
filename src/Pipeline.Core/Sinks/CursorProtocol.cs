using Pipeline.Core.Epochs;

namespace Pipeline.Core.Sinks;

/// <summary>
/// Brings one shard's documents and facts to one sink. A round notes the newest shown epoch, sends what changed since the cursor and,
/// when all of it is answered for, moves the cursor to the epoch noted. A pure state machine: events in, commands out, for one caller
/// at a time; several senders for one cursor cost work, never a document. It holds one batch, however long the sink was away.
/// </summary>
/// <remarks>
/// Not promised: a write of an older generation that is stuck on its way for longer than the sink remembers deletions, and arrives
/// after a rebuild has removed what was old, stays.
/// </remarks>
public sealed class CursorProtocol(CursorOptions options)
{
    private readonly List<CursorCommand> _commands = [];
    private Generation? _newestGeneration;
    private long _newestShown = -1;
    private long _factsDurable = -1;
    private long _nowMs;
    private long _waitUntilMs;
    private int _failures;
    private Round _round = new(null!, 0, null!);
    private Stage _stage;
    private string? _next;
    private BulkBatch _batch = new([]);

    private enum Stage
    {
        Documents,
        Facts,
        Old,
    }

    /// <summary>What it is doing.</summary>
    public CursorPhase Phase { get; private set; }

    /// <summary>
    /// Whether the cursor is of an older generation: shards may have had other facts then, so that all of the facts are sent again;
    /// and what the sink still holds under old numbers is removed.
    /// </summary>
    private bool IsOfOlder => _round.Began.Epoch < _round.Generation.First;

    /// <summary>Tells what happened; returns what is to be done now, in this order.</summary>
    public IReadOnlyList<CursorCommand> Handle(CursorEvent happened)
    {
        _commands.Clear();
        if (Phase != CursorPhase.StruckOff) Dispatch(happened);
        return _commands.Count == 0 ? [] : _commands.ToArray();
    }

    private void Dispatch(CursorEvent happened)
    {
        switch (happened)
        {
            case CursorEvent.TimerTicked e: Ticked(e.NowMs); break;
            case CursorEvent.EpochShown e: Shown(e); break;
            case CursorEvent.FactsDurable e: FactsDurable(e.Number); break;
            case CursorEvent.CursorRead e when Phase == CursorPhase.ReadingCursor: CursorRead(e.Cursor); break;
            case CursorEvent.BatchRead e when Phase == CursorPhase.ReadingBatch: BatchRead(e); break;
            case CursorEvent.BulkAnswered e when Phase == CursorPhase.Sending: Answered(e.Status, e.Items); break;
            case CursorEvent.DeadReported when Phase == CursorPhase.ReportingDead: GoOn(); break;
            case CursorEvent.CursorMoved e when Phase == CursorPhase.MovingCursor: Moved(e.Moved); break;
            case CursorEvent.CallFailed when Phase == CursorPhase.Sending: Answered(503, []); break;
            case CursorEvent.CallFailed: BeginAgainLater(); break;
        }
    }

    private void Shown(CursorEvent.EpochShown shown)
    {
        if (shown.Number <= _newestShown) return;
        _newestGeneration = shown.Generation;
        _newestShown = shown.Number;
        bool waitsInVain = Phase == CursorPhase.AwaitingFacts && shown.Generation.First != _round.Generation.First;
        if (Phase == CursorPhase.Idle || waitsInVain) Begin();
    }

    private void Ticked(long nowMs)
    {
        _nowMs = Math.Max(_nowMs, nowMs);
        if (_nowMs < _waitUntilMs || _newestGeneration is null) return;
        if (Phase == CursorPhase.Retrying) Send();
        else if (Phase is CursorPhase.Idle or CursorPhase.Pausing or CursorPhase.AwaitingFacts) Begin();
    }

    /// <summary>A round begins with what the registry says now.</summary>
    private void Begin()
    {
        Phase = CursorPhase.ReadingCursor;
        _commands.Add(new CursorCommand.ReadCursor());
    }

    private void CursorRead(SinkCursor? cursor)
    {
        if (cursor is null)
        {
            Phase = CursorPhase.StruckOff;
            _commands.Add(new CursorCommand.Finished());
        }
        else if (cursor.Epoch >= _newestShown)
        {
            if (cursor.Epoch > _newestShown) _commands.Add(new CursorCommand.TellNumber(cursor.Epoch));
            Wait(CursorPhase.Idle, options.LookEveryMs);
        }
        else
        {
            _round = new Round(cursor, _newestShown, _newestGeneration!);
            Read(Stage.Documents, null);
        }
    }

    private void Read(Stage stage, string? after)
    {
        _stage = stage;
        Phase = CursorPhase.ReadingBatch;
        long since = _round.Began.Epoch;
        _commands.Add(stage switch
        {
            Stage.Documents => new CursorCommand.ReadBatch(since, after, options.BatchItems, options.BatchBytes),
            Stage.Facts => new CursorCommand.ReadFacts(IsOfOlder ? -1 : since, _round.Noted, after, options.BatchItems, options.BatchBytes),
            _ => new CursorCommand.ListOld(_round.Generation.First, after, options.BatchItems),
        });
    }

    private void BatchRead(CursorEvent.BatchRead read)
    {
        _next = read.Next;
        _batch = new BulkBatch(read.Items);
        if (_batch.IsAnswered) GoOn();
        else Send();
    }

    private void Send()
    {
        Phase = CursorPhase.Sending;
        _commands.Add(new CursorCommand.Send(_batch.Next()));
    }

    /// <summary>An unknown outcome is sent again: the versions make a repetition harmless.</summary>
    private void Answered(int status, IReadOnlyList<int> answers)
    {
        bool atOnce = _batch.Answered(status, answers);
        if (_batch.IsAnswered) BatchIsAnswered();
        else if (atOnce) Send();
        else if (_batch.FailedTries >= options.Tries) BeginAgainLater();
        else Wait(CursorPhase.Retrying, Pause(_batch.FailedTries));
    }

    private void BatchIsAnswered()
    {
        if (_batch.Dead.Count == 0)
        {
            GoOn();
            return;
        }

        Phase = CursorPhase.ReportingDead;
        _commands.Add(new CursorCommand.ReportDead([.. _batch.Dead]));
    }

    private void GoOn()
    {
        if (_next is not null) Read(_stage, _next);
        else if (_stage == Stage.Documents) AwaitFacts();
        else if (_stage == Stage.Facts && IsOfOlder) Read(Stage.Old, null);
        else MoveCursor();
    }

    private void AwaitFacts()
    {
        Wait(CursorPhase.AwaitingFacts, options.FactsLimitMs);
        ReadFactsIfDurable();
    }

    private void FactsDurable(long number)
    {
        _factsDurable = Math.Max(_factsDurable, number);
        if (Phase == CursorPhase.AwaitingFacts) ReadFactsIfDurable();
    }

    private void ReadFactsIfDurable()
    {
        // Numbers of another generation say nothing about this one's cuts.
        bool sameGeneration = _factsDurable < _round.Generation.First + EpochCut.GenerationStep;
        if (_factsDurable >= _round.Noted && sameGeneration) Read(Stage.Facts, null);
    }

    /// <summary>To the epoch noted at the start: the batches are of newer ones, but what those changed was not looked for everywhere.</summary>
    private void MoveCursor()
    {
        Phase = CursorPhase.MovingCursor;
        _commands.Add(new CursorCommand.MoveCursor(_round.Began, _round.Began with { Epoch = _round.Noted }));
    }

    private void Moved(bool moved)
    {
        if (!moved)
        {
            // Somebody else moved it, or the sink was reset or struck off meanwhile.
            Begin();
            return;
        }

        _failures = 0;
        Wait(CursorPhase.Idle, options.LookEveryMs);
        if (_newestShown > _round.Noted) Begin();
    }

    private void BeginAgainLater()
    {
        _failures++;
        Wait(CursorPhase.Pausing, Pause(_failures));
    }

    private void Wait(CursorPhase phase, long forMs)
    {
        Phase = phase;
        _waitUntilMs = _nowMs + forMs;
    }

    private long Pause(int failures) => Math.Min((long)options.RetryMs << Math.Min(failures - 1, 20), options.RetryMaxMs);

    /// <summary>What a round began with.</summary>
    private sealed record Round(SinkCursor Began, long Noted, Generation Generation);
}
