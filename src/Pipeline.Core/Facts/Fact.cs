using Pipeline.Core.Events;

namespace Pipeline.Core.Facts;

/// <summary>
/// Something that happened to one record and is never changed. Its id is its place in the log, so that appending it again after a
/// crash does no harm.
/// </summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Partition">The record's partition.</param>
/// <param name="Offset">The record's offset.</param>
/// <param name="Reason">Why a dead letter was rejected.</param>
/// <param name="Field">The field that the reason applies to.</param>
/// <param name="Record">The record's original bytes.</param>
public sealed record Fact(
    FactKind Kind, int Partition, long Offset, RejectReason Reason, EventField Field, ReadOnlyMemory<byte> Record);
