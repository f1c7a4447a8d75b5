namespace Pipeline.Log;

/// <summary>The offset asked for lies beyond the durable end: it was taken from another log, or this one lost its tail.</summary>
public sealed class LogBeyondEndException : LogException
{
    internal LogBeyondEndException(int partition, long offset, long end)
        : base($"Offset {offset} of partition {partition} lies beyond the log's durable end {end}: this is another log, or one that was cut.")
        => (Partition, Offset, End) = (partition, offset, end);

    /// <summary>The partition.</summary>
    public int Partition { get; }

    /// <summary>The offset asked for.</summary>
    public long Offset { get; }

    /// <summary>The durable end: the offset that the next record gets.</summary>
    public long End { get; }
}
