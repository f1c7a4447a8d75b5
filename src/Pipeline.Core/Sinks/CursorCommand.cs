namespace Pipeline.Core.Sinks;

/// <summary>Something that a sink's sender wants done; at most one that asks is outstanding.</summary>
public abstract record CursorCommand
{
    private CursorCommand()
    {
    }

    /// <summary>Read the cursor.</summary>
    public sealed record ReadCursor : CursorCommand;

    /// <summary>
    /// Read documents and deletions of this shard that changed after an epoch, all as of one epoch: the newest shown by now. In an
    /// order that does not depend on the epoch, so that the batches of a round together pass every key once.
    /// </summary>
    /// <param name="Since">Only what an epoch above this one changed.</param>
    /// <param name="After">Where the batch before ended; null for the first.</param>
    /// <param name="MaxItems">Most items.</param>
    /// <param name="MaxBytes">Most bytes, except that one item always fits.</param>
    public sealed record ReadBatch(long Since, string? After, int MaxItems, long MaxBytes) : CursorCommand;

    /// <summary>Read facts of this shard between the cuts of two epochs.</summary>
    /// <param name="Since">The epoch behind which they begin.</param>
    /// <param name="UpTo">The epoch up to which they reach.</param>
    /// <param name="After">Where the batch before ended; null for the first.</param>
    /// <param name="MaxItems">Most items.</param>
    /// <param name="MaxBytes">Most bytes, except that one item always fits.</param>
    public sealed record ReadFacts(long Since, long UpTo, string? After, int MaxItems, long MaxBytes) : CursorCommand;

    /// <summary>
    /// Read which documents of this shard the sink holds under numbers of an older generation, as deletions with the version
    /// <paramref name="Below"/> − 1: whatever the generation has to say about them comes after that.
    /// </summary>
    /// <param name="Below">The first number of the generation.</param>
    /// <param name="After">Where the batch before ended; null for the first.</param>
    /// <param name="MaxItems">Most items.</param>
    public sealed record ListOld(long Below, string? After, int MaxItems) : CursorCommand;

    /// <summary>Send items to the sink.</summary>
    /// <param name="Items">The items.</param>
    public sealed record Send(IReadOnlyList<SinkItem> Items) : CursorCommand;

    /// <summary>Report items that the sink will never take, durably.</summary>
    /// <param name="Items">The items.</param>
    public sealed record ReportDead(IReadOnlyList<DeadItem> Items) : CursorCommand;

    /// <summary>Move the cursor by compare-and-set.</summary>
    /// <param name="Expected">What it has to be.</param>
    /// <param name="Next">What it becomes.</param>
    public sealed record MoveCursor(SinkCursor Expected, SinkCursor Next) : CursorCommand;

    /// <summary>Tell the conductor that the cursor names this epoch.</summary>
    /// <param name="Number">The epoch's number.</param>
    public sealed record TellNumber(long Number) : CursorCommand;

    /// <summary>The sink was struck off: the sender has stopped.</summary>
    public sealed record Finished : CursorCommand;
}
