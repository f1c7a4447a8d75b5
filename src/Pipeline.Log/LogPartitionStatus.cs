namespace Pipeline.Log;

/// <summary>A partition's extent.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Start">Lowest offset that can be read.</param>
/// <param name="End">Durable end: the offset behind the last record that can be read.</param>
/// <param name="Bytes">Bytes of its segments on the disk.</param>
/// <param name="Segments">Number of segments.</param>
/// <param name="LastTimestamp">Log timestamp of the last record, in milliseconds since 1970; null when there was none.</param>
public readonly record struct LogPartitionStatus(int Partition, long Start, long End, long Bytes, int Segments, long? LastTimestamp);
