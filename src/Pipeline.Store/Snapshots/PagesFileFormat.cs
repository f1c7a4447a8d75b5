using System.Buffers.Binary;
using Pipeline.Core.Snapshots;
using Pipeline.Store.Files;

namespace Pipeline.Store.Snapshots;

/// <summary>A pages file begins with the prefix, its shard and its name; the pages follow, one behind the other.</summary>
internal static class PagesFileFormat
{
    public const int HeaderBytes = FilePrefix.Size + 32;

    private const ulong Magic = 0x315345474150534F; // "OSPAGES1"
    private const uint Version = 1;

    public static void WriteHeader(Span<byte> target, SnapshotName name)
    {
        target[..HeaderBytes].Clear();
        FilePrefix.Write(target, Magic, Version);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], name.Epoch);
        _ = name.Instance.TryWriteBytes(target[24..]);
        BinaryPrimitives.WriteInt64LittleEndian(target[40..], name.Shard);
    }

    /// <summary>Throws <see cref="SnapshotDamagedException"/> unless the file is the one that was written under that name.</summary>
    public static void Check(IStoreFile file, SnapshotName writer, string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        int read = file.Read(0, header);
        if (FilePrefix.Read(header[..read], Magic) is not { } version)
            throw new SnapshotDamagedException($"'{path}' does not begin like a file of pages.");
        if (version > Version) throw new StoreVersionException(path, version, Version);
        Span<byte> expected = stackalloc byte[HeaderBytes];
        WriteHeader(expected, writer);
        if (!expected[FilePrefix.Size..].SequenceEqual(header[FilePrefix.Size..]))
            throw new SnapshotDamagedException($"'{path}' is not the file that was written under that name.");
    }
}
