using System.Buffers.Binary;
using System.IO.Hashing;

namespace Pipeline.Log.Frames;

/// <summary>
/// What stands before the records of a frame. A frame is written and synced as a whole:
/// <code>
/// 0  magic and version   4 bytes          24 offset of the first record   8
/// 4  hash of bytes 8..39 4                32 log timestamp, ms since 1970 8
/// 8  hash of the payload 8                40 the records, one behind the other
/// 16 payload length      4                .. their lengths, 2 or 4 bytes each, at the payload's end
/// 20 count, wide flag    4
/// </code>
/// Little-endian. Both hashes are XXH3 seeded by log and partition (<see cref="LogSeed"/>), so a frame that belongs elsewhere
/// does not pass. The header has a hash of its own so that seeking can trust it without reading the payload.
/// The lengths come last because the writer knows them last, and beside each other because that is fastest to read.
/// </summary>
internal readonly record struct FrameHeader(int PayloadLength, int Count, bool Wide, long BaseOffset, long Timestamp, ulong PayloadHash)
{
    public const int Size = 40;

    /// <summary>No payload is longer, 64 MiB: a frame of many records (4 MiB) or a single record, and lengths.</summary>
    public const int MaxPayloadLength = 64 << 20;

    private const uint Magic = 0x31464C50; // "PLF1"
    private const uint WideFlag = 0x8000_0000;

    public int FrameLength => Size + PayloadLength;

    public int LengthsSize => Wide ? Count * 4 : Count * 2;

    public void Write(Span<byte> at, ulong seed)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(at, Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(at[8..], PayloadHash);
        BinaryPrimitives.WriteInt32LittleEndian(at[16..], PayloadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(at[20..], (uint)Count | (Wide ? WideFlag : 0));
        BinaryPrimitives.WriteInt64LittleEndian(at[24..], BaseOffset);
        BinaryPrimitives.WriteInt64LittleEndian(at[32..], Timestamp);
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], HeaderHash(at, seed));
    }

    /// <summary>Reads and checks a header; <paramref name="reason"/> says what does not fit.</summary>
    public static bool TryRead(ReadOnlySpan<byte> at, ulong seed, out FrameHeader header, out string reason)
    {
        header = default;
        reason = "no frame begins here";
        if (BinaryPrimitives.ReadUInt32LittleEndian(at) != Magic) return false;
        reason = "the frame's header does not match its checksum";
        if (BinaryPrimitives.ReadUInt32LittleEndian(at[4..]) != HeaderHash(at, seed)) return false;
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(at[20..]);
        header = new FrameHeader(
            BinaryPrimitives.ReadInt32LittleEndian(at[16..]),
            (int)(count & ~WideFlag),
            (count & WideFlag) != 0,
            BinaryPrimitives.ReadInt64LittleEndian(at[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(at[32..]),
            BinaryPrimitives.ReadUInt64LittleEndian(at[8..]));
        reason = "the frame's header says what no writer writes";
        return header.PayloadLength is > 0 and <= MaxPayloadLength && header.Count > 0 && header.LengthsSize <= header.PayloadLength;
    }

    public static ulong HashPayload(ReadOnlySpan<byte> payload, ulong seed) => XxHash3.HashToUInt64(payload, (long)seed);

    private static uint HeaderHash(ReadOnlySpan<byte> at, ulong seed) => (uint)XxHash3.HashToUInt64(at[8..Size], (long)seed);
}
