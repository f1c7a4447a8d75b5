namespace Pipeline.Log.Partitions;

/// <summary>Where a partition begins and where it ends durably.</summary>
/// <param name="Start">Lowest offset that can be read.</param>
/// <param name="Offset">Offset behind the last durable record.</param>
/// <param name="SegmentBase">Base offset of the segment in which the end lies.</param>
/// <param name="Position">Bytes of that segment that are durable.</param>
/// <param name="Timestamp">Log timestamp of the last record, ms since 1970; the smallest long when there was none.</param>
internal readonly record struct EndMark(long Start, long Offset, long SegmentBase, long Position, long Timestamp);
