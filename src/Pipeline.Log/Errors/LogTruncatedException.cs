namespace Pipeline.Log;

/// <summary>The offset asked for lies below the log's start: retention deleted it.</summary>
public sealed class LogTruncatedException : LogException
{
    internal LogTruncatedException(int partition, long offset, long start)
        : base($"Offset {offset} of partition {partition} is no longer in the log, which begins at {start} (retention deleted the rest).")
        => (Partition, Offset, Start) = (partition, offset, start);

    /// <summary>The partition.</summary>
    public int Partition { get; }

    /// <summary>The offset asked for.</summary>
    public long Offset { get; }

    /// <summary>The lowest offset that can be read.</summary>
    public long Start { get; }
}
