using System.Buffers.Binary;
using System.IO.Hashing;
using Pipeline.Store.Files;

namespace Pipeline.Store.Registry;

/// <summary>
/// One copy of a record: length of the payload (4 bytes), kind (1), sequence number (8), payload, checksum (8). The checksum is
/// seeded with the file's own id, so that bytes of an older file that come back under this name are never taken for records.
/// </summary>
internal readonly ref struct RegistryFrame
{
    /// <summary>Bytes of a frame beside its payload.</summary>
    public const int Overhead = HeadBytes + 8;

    /// <summary>A payload is at most 16 MiB long: settings, or the positions of a million partitions.</summary>
    public const int MaxPayload = 16 << 20;

    private const int HeadBytes = 13;

    private RegistryFrame(RecordKind kind, long sequence, ReadOnlySpan<byte> payload)
    {
        Kind = kind;
        Sequence = sequence;
        Payload = payload;
    }

    public RecordKind Kind { get; }

    public long Sequence { get; }

    public ReadOnlySpan<byte> Payload { get; }

    public int Length => Overhead + Payload.Length;

    /// <summary>Writes both copies of a record.</summary>
    public static void WriteTwice(ByteSink target, RecordKind kind, long sequence, ReadOnlySpan<byte> payload, long fileId)
    {
        for (int copy = 0; copy < 2; copy++)
        {
            int start = target.Length;
            target.UInt32((uint)payload.Length);
            target.Byte((byte)kind);
            target.Int64(sequence);
            target.Raw(payload);
            target.UInt64(XxHash3.HashToUInt64(target.Written[start..], fileId));
        }
    }

    /// <summary>The frame that begins these bytes, if it is whole.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, long fileId, out RegistryFrame frame)
    {
        frame = default;
        if (bytes.Length < Overhead) return false;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length > MaxPayload || length > (uint)(bytes.Length - Overhead)) return false;
        int hashed = HeadBytes + (int)length;
        ulong hash = BinaryPrimitives.ReadUInt64LittleEndian(bytes[hashed..]);
        if (hash != XxHash3.HashToUInt64(bytes[..hashed], fileId)) return false;
        frame = new RegistryFrame(
            (RecordKind)bytes[4], BinaryPrimitives.ReadInt64LittleEndian(bytes[5..]), bytes[HeadBytes..hashed]);
        return true;
    }
}
