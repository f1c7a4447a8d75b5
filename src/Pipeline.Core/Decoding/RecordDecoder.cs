using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>Decodes the records of blocks. Allocates nothing for an event of the usual shape. Not for several threads at once.</summary>
public sealed class RecordDecoder
{
    // Any two numbers do, once chosen: what is remembered of event ids is kept with the state.
    private const ulong HighSeed = 0x9e3779b97f4a7c15, LowSeed = 0xc2b2ae3d27d4eb4f;

    private readonly RecordScanner _scanner = new();
    private readonly GeneralParser _parser = new();

    /// <summary>
    /// Decodes <c>block.Records[index]</c>. An event fills every field of <paramref name="record"/> and gives
    /// <see cref="RejectReason.None"/>; texts that the record does not hold as such are appended to the block. Else
    /// <paramref name="field"/> names the field that the reason applies to, and <paramref name="record"/> means nothing.
    /// </summary>
    public RejectReason Decode(RawBlock block, int index, ref EventRecord record, out EventField field)
    {
        field = EventField.None;
        return _scanner.TryDecode(block, index, ref record)
            ? RejectReason.None
            : _parser.Decode(block, index, ref record, out field);
    }

    /// <summary>
    /// The hash that names the partition of a raw record: <see cref="EventRecord.UserHash"/> for an event, and for what is
    /// none the hash of its user id if one can be read, else of its bytes.
    /// </summary>
    public static ulong RouteHash(ReadOnlySpan<byte> rawRecord) => RouteKey.Hash(rawRecord);

    /// <summary>The partition, 0 to <paramref name="partitions"/> - 1, of a raw record: so that a shopper's records keep their order.</summary>
    public static int PartitionOf(ReadOnlySpan<byte> rawRecord, int partitions) =>
        partitions == 1 ? 0 : (int)(RouteHash(rawRecord) % (ulong)partitions);

    /// <summary>The two halves of an event id's hash, never both 0.</summary>
    internal static (ulong High, ulong Low) HashEventId(ReadOnlySpan<byte> id)
    {
        ulong high = StableHash.Of(id, HighSeed), low = StableHash.Of(id, LowSeed);
        return (high, (high | low) == 0 ? 1 : low);
    }
}
