namespace Pipeline.Reference;

/// <summary>A raw record as the log or file holds it.</summary>
/// <param name="Partition">The partition, from 0.</param>
/// <param name="Offset">The record's number in its partition, from 0.</param>
/// <param name="Bytes">The record without a line's end; valid until the next record is asked for.</param>
/// <param name="LogTimestamp">When the log took it, in ms since 1970; null for a replayed file, whose times are not checked against it.</param>
public readonly record struct SourceRecord(int Partition, long Offset, ReadOnlyMemory<byte> Bytes, long? LogTimestamp = null);
