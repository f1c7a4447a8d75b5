using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Pipeline.Store.Files;

namespace Pipeline.Store.Facts;

/// <summary>A segment of a shard's facts.</summary>
/// <param name="Ordinal">Grows by one a segment.</param>
/// <param name="Created">When it was begun, and the one before it ended.</param>
/// <param name="PreviousLength">Bytes of the one before it that count.</param>
/// <param name="Oldest">Ordinal of the oldest that retention had left when it was begun.</param>
internal readonly record struct FactSegment(long Ordinal, DateTimeOffset Created, long PreviousLength, long Oldest)
{
    public const int HeaderBytes = FilePrefix.Size + 48;

    public const string Ending = ".facts";

    private const ulong Magic = 0x315354434146504F; // "OPFACTS1"
    private const uint Version = 1;

    public static string NameOf(long ordinal) => ordinal.ToString("x16", CultureInfo.InvariantCulture) + Ending;

    public static long? OrdinalOf(string name) =>
        name.EndsWith(Ending, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(0, name.Length - Ending.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long ordinal)
            ? ordinal
            : null;

    public void WriteHeader(ByteSink target, int shard)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        FilePrefix.Write(header, Magic, Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], shard);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], Ordinal);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], Created.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], PreviousLength);
        BinaryPrimitives.WriteInt64LittleEndian(header[48..], Oldest);
        BinaryPrimitives.WriteUInt64LittleEndian(header[56..], XxHash3.HashToUInt64(header[..56]));
        target.Raw(header);
    }

    /// <summary>Throws <see cref="FactsDamagedException"/> unless it is that segment of that shard.</summary>
    public static FactSegment ReadHeader(IStoreFile file, int shard, long ordinal, string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        int read = file.Read(0, header);
        if (FilePrefix.Read(header[..read], Magic) is not { } version)
            throw new FactsDamagedException($"'{path}' does not begin like a file of facts.");
        return version switch
        {
            1 => ReadFirstVersion(header[..read], shard, ordinal, path),
            _ => throw new StoreVersionException(path, version, Version),
        };
    }

    private static FactSegment ReadFirstVersion(ReadOnlySpan<byte> header, int shard, long ordinal, string path)
    {
        bool isWhole = header.Length == HeaderBytes
            && BinaryPrimitives.ReadUInt64LittleEndian(header[56..]) == XxHash3.HashToUInt64(header[..56])
            && BinaryPrimitives.ReadInt64LittleEndian(header[16..]) == shard
            && BinaryPrimitives.ReadInt64LittleEndian(header[24..]) == ordinal;
        if (!isWhole) throw new FactsDamagedException($"The header of '{path}' is not what was written.");
        return new FactSegment(
            ordinal,
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(header[32..])),
            BinaryPrimitives.ReadInt64LittleEndian(header[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[48..]));
    }
}
