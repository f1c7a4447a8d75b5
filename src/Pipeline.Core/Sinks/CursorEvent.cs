using Pipeline.Core.Epochs;

namespace Pipeline.Core.Sinks;

/// <summary>Something that a sink's sender is told. Each command that asks is answered exactly once, if only by <see cref="CallFailed"/>.</summary>
public abstract record CursorEvent
{
    private CursorEvent()
    {
    }

    /// <summary>Time passes.</summary>
    /// <param name="NowMs">Milliseconds of any clock that never goes back.</param>
    public sealed record TimerTicked(long NowMs) : CursorEvent;

    /// <summary>The newest epoch that may be sent: registered, sealed by every shard, past what an older generation showed.</summary>
    /// <param name="Generation">Its generation.</param>
    /// <param name="Number">Its number.</param>
    public sealed record EpochShown(Generation Generation, long Number) : CursorEvent;

    /// <summary>The facts of all shards up to this epoch are durable.</summary>
    /// <param name="Number">The epoch's number.</param>
    public sealed record FactsDurable(long Number) : CursorEvent;

    /// <summary>Answers <see cref="CursorCommand.ReadCursor"/>.</summary>
    /// <param name="Cursor">The cursor; null when the sink was struck off.</param>
    public sealed record CursorRead(SinkCursor? Cursor) : CursorEvent;

    /// <summary>Answers the three commands that ask for what to send.</summary>
    /// <param name="Items">At most as many, and as large, as was asked for.</param>
    /// <param name="Next">Where to go on; null when that was all.</param>
    public sealed record BatchRead(IReadOnlyList<SinkItem> Items, string? Next) : CursorEvent;

    /// <summary>Answers <see cref="CursorCommand.Send"/>.</summary>
    /// <param name="Status">The status of the whole request.</param>
    /// <param name="Items">With status 200: the status of each item, in the order sent, whatever the answer's <c>errors</c> says.</param>
    public sealed record BulkAnswered(int Status, IReadOnlyList<int> Items) : CursorEvent;

    /// <summary>Answers <see cref="CursorCommand.ReportDead"/>: the report is durable.</summary>
    public sealed record DeadReported : CursorEvent;

    /// <summary>Answers <see cref="CursorCommand.MoveCursor"/>.</summary>
    /// <param name="Moved">Whether the cursor was what was expected.</param>
    public sealed record CursorMoved(bool Moved) : CursorEvent;

    /// <summary>A command failed, or its outcome is unknown.</summary>
    public sealed record CallFailed : CursorEvent;
}
