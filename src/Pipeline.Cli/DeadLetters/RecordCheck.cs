using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Core.Facts;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Says of a record what the decoder will say of it when it is put back now.</summary>
internal sealed class RecordCheck(TimeProvider time)
{
    private readonly RecordDecoder _decoder = new();
    private readonly RawBlock _block = new();

    /// <summary>Reason and field if it would be rejected.</summary>
    internal (RejectReason Reason, EventField Field) Judge(ReadOnlySpan<byte> record)
    {
        RejectReason reason = Decode(record, out _, out EventField field);
        return (reason, field);
    }

    /// <summary>Of an event its shopper's hash and its time.</summary>
    internal bool TryRead(ReadOnlySpan<byte> record, out ulong shopper, out long timestamp)
    {
        bool isEvent = Decode(record, out EventRecord decoded, out _) == RejectReason.None;
        (shopper, timestamp) = (decoded.UserHash, decoded.Timestamp);
        return isEvent;
    }

    /// <summary>
    /// Whether a late record is certain to come late again: as old, or older, and of the same shopper, whose newest event and whose newer
    /// events only ever grow.
    /// </summary>
    internal bool IsLateAgain(StoredRecord before, ReadOnlySpan<byte> repaired) =>
        before.Kind == FactKind.Late
        && TryRead(before.Bytes, out ulong shopper, out long timestamp)
        && TryRead(repaired, out ulong shopperNow, out long timestampNow)
        && shopperNow == shopper
        && timestampNow <= timestamp;

    private RejectReason Decode(ReadOnlySpan<byte> record, out EventRecord decoded, out EventField field)
    {
        _block.Clear();
        int start = _block.AppendText(record);
        _block.Add(start, record.Length, time.GetUtcNow().ToUnixTimeMilliseconds());
        decoded = default;
        return _decoder.Decode(_block, 0, ref decoded, out field);
    }
}
