using System.Buffers.Binary;
using System.IO.Hashing;
using Pipeline.Store.Files;

namespace Pipeline.Store.Registry;

/// <summary>The beginning of a registry's file, written twice like every record of it.</summary>
/// <param name="FileId">Tells this file from those before and after it under the same name.</param>
/// <param name="FirstSequence">The sequence number of its first record; they go on from file to file.</param>
internal readonly record struct RegistryHeader(long FileId, long FirstSequence)
{
    /// <summary>Bytes of both copies.</summary>
    public const int Bytes = 2 * CopyBytes;

    public const uint Version = 1;

    private const int CopyBytes = FilePrefix.Size + 24;
    private const ulong Magic = 0x315453494745524F; // "OREGIST1"

    public void WriteTwice(ByteSink target)
    {
        Span<byte> copy = stackalloc byte[CopyBytes];
        FilePrefix.Write(copy, Magic, Version);
        BinaryPrimitives.WriteInt64LittleEndian(copy[FilePrefix.Size..], FileId);
        BinaryPrimitives.WriteInt64LittleEndian(copy[(FilePrefix.Size + 8)..], FirstSequence);
        BinaryPrimitives.WriteUInt64LittleEndian(copy[(FilePrefix.Size + 16)..], XxHash3.HashToUInt64(copy[..^8]));
        target.Raw(copy);
        target.Raw(copy);
    }

    /// <summary>Reads whichever copy is whole; null when none is.</summary>
    public static RegistryHeader? Read(ReadOnlySpan<byte> bytes, string path, out bool oneIsDamaged)
    {
        RegistryHeader? first = ReadCopy(bytes, path);
        RegistryHeader? second = bytes.Length > CopyBytes ? ReadCopy(bytes[CopyBytes..], path) : null;
        oneIsDamaged = first is null || second is null;
        return first ?? second;
    }

    private static RegistryHeader? ReadCopy(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length < CopyBytes || FilePrefix.Read(bytes, Magic) is not { } version) return null;
        return version switch
        {
            1 => ReadFirstVersion(bytes[..CopyBytes]),
            _ => throw new StoreVersionException(path, version, Version),
        };
    }

    private static RegistryHeader? ReadFirstVersion(ReadOnlySpan<byte> copy) =>
        BinaryPrimitives.ReadUInt64LittleEndian(copy[^8..]) == XxHash3.HashToUInt64(copy[..^8])
            ? new RegistryHeader(
                BinaryPrimitives.ReadInt64LittleEndian(copy[FilePrefix.Size..]),
                BinaryPrimitives.ReadInt64LittleEndian(copy[(FilePrefix.Size + 8)..]))
            : null;
}
