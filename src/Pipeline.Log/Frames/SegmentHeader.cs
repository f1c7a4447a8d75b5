using System.Buffers.Binary;
using System.IO.Hashing;

namespace Pipeline.Log.Frames;

/// <summary>
/// The first 64 bytes of a segment: magic and version (8), identity (16), partition (4), nothing (4), base offset (8),
/// timestamp of the last record before this segment (8), nothing (8), XXH3 of all that (8).
/// The timestamp tells the age of the segment before without opening it, and keeps timestamps from going back.
/// </summary>
internal readonly record struct SegmentHeader(Guid Identity, int Partition, long BaseOffset, long PreviousTimestamp)
{
    public const int Size = 64;

    private const ulong Magic = 0x31474F4C45504950; // "PIPELOG1"

    public void Write(Span<byte> at)
    {
        at[..Size].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(at, Magic);
        Identity.TryWriteBytes(at[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(at[24..], Partition);
        BinaryPrimitives.WriteInt64LittleEndian(at[32..], BaseOffset);
        BinaryPrimitives.WriteInt64LittleEndian(at[40..], PreviousTimestamp);
        BinaryPrimitives.WriteUInt64LittleEndian(at[56..], XxHash3.HashToUInt64(at[..56]));
    }

    public static bool TryRead(ReadOnlySpan<byte> at, out SegmentHeader header)
    {
        header = default;
        if (at.Length < Size || BinaryPrimitives.ReadUInt64LittleEndian(at) != Magic) return false;
        if (BinaryPrimitives.ReadUInt64LittleEndian(at[56..]) != XxHash3.HashToUInt64(at[..56])) return false;
        header = new SegmentHeader(
            new Guid(at.Slice(8, 16)),
            BinaryPrimitives.ReadInt32LittleEndian(at[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(at[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(at[40..]));
        return true;
    }
}
