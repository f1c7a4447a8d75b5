using System.Buffers.Binary;
using System.IO.Hashing;

namespace Pipeline.Store.Files;

/// <summary>
/// The first 16 bytes of every file of the store: magic, version, checksum of both. They are the same in every version, so that a
/// flipped version is damage and a newer one is told apart from it.
/// </summary>
internal static class FilePrefix
{
    public const int Size = 16;

    public static void Write(Span<byte> target, ulong magic, uint version)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, magic);
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], version);
        BinaryPrimitives.WriteUInt32LittleEndian(target[12..], Crc32.HashToUInt32(target[..12]));
    }

    /// <summary>The version; null when these bytes are no whole prefix of that kind of file.</summary>
    public static uint? Read(ReadOnlySpan<byte> bytes, ulong magic)
    {
        if (bytes.Length < Size || BinaryPrimitives.ReadUInt64LittleEndian(bytes) != magic) return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) == Crc32.HashToUInt32(bytes[..12])
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..])
            : null;
    }
}
