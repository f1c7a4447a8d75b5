using System.Buffers.Binary;
using System.IO.Hashing;
using Pipeline.Core.Events;
using Pipeline.Core.Facts;
using Pipeline.Store.Files;

namespace Pipeline.Store.Facts;

/// <summary>
/// A fact as it is stored: length of the record (4 bytes), kind, reason, field (1 each), partition (4), offset (8), the record's
/// bytes, checksum (8) seeded with the shard.
/// </summary>
internal readonly ref struct FactFrame
{
    /// <summary>Bytes beside the record's.</summary>
    public const int Overhead = HeadBytes + 8;

    public const int HeadBytes = 19;

    /// <summary>A record has at most so many bytes.</summary>
    public const int MaxRecord = 256 << 20;

    private FactFrame(ReadOnlySpan<byte> head, ReadOnlySpan<byte> record)
    {
        Kind = (FactKind)head[4];
        Reason = (RejectReason)head[5];
        Field = (EventField)head[6];
        Partition = BinaryPrimitives.ReadInt32LittleEndian(head[7..]);
        Offset = BinaryPrimitives.ReadInt64LittleEndian(head[11..]);
        Record = record;
    }

    public FactKind Kind { get; }

    public RejectReason Reason { get; }

    public EventField Field { get; }

    public int Partition { get; }

    public long Offset { get; }

    public ReadOnlySpan<byte> Record { get; }

    public int Length => Overhead + Record.Length;

    public static void Write(ByteSink target, Fact fact, int shard)
    {
        if (fact.Record.Length > MaxRecord) throw new ArgumentException($"A fact's record has at most {MaxRecord} bytes.", nameof(fact));
        int start = target.Length;
        target.UInt32((uint)fact.Record.Length);
        target.Byte((byte)fact.Kind);
        target.Byte((byte)fact.Reason);
        target.Byte((byte)fact.Field);
        target.UInt32((uint)fact.Partition);
        target.Int64(fact.Offset);
        target.Raw(fact.Record.Span);
        target.UInt64(XxHash3.HashToUInt64(target.Written[start..], shard));
    }

    /// <summary>Bytes of the frame that begins with this head; 0 when no frame begins so.</summary>
    public static int LengthOf(ReadOnlySpan<byte> head)
    {
        uint record = BinaryPrimitives.ReadUInt32LittleEndian(head);
        return record > MaxRecord ? 0 : Overhead + (int)record;
    }

    /// <summary>The frame that fills these bytes, if it is whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int shard, out FactFrame frame)
    {
        frame = default;
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]) != XxHash3.HashToUInt64(bytes[..^8], shard)) return false;
        frame = new FactFrame(bytes, bytes[HeadBytes..^8]);
        return true;
    }

    public Fact ToFact() => new(Kind, Partition, Offset, Reason, Field, Record.ToArray());
}
