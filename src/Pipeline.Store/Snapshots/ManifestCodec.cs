using System.IO.Hashing;
using Pipeline.Core.Snapshots;
using Pipeline.Store.Files;

namespace Pipeline.Store.Snapshots;

/// <summary>A manifest's bytes: prefix, body, checksum of both. Dispatches on the version; newer ones are refused.</summary>
internal static class ManifestCodec
{
    private const ulong Magic = 0x31464E414D50534F; // "OSPMANF1"
    private const uint Version = 1;
    private const int HashBytes = 16;

    public static byte[] Encode(SnapshotName name, PageMap map, ReadOnlySpan<byte> root)
    {
        var target = new ByteSink();
        Span<byte> prefix = stackalloc byte[FilePrefix.Size];
        FilePrefix.Write(prefix, Magic, Version);
        target.Raw(prefix);
        target.Variable((ulong)name.Shard);
        target.Int64(name.Epoch);
        target.Guid(name.Instance);
        target.Bytes(root);
        target.Variable((ulong)map.Files.Count);
        foreach (PagesFile file in map.Files)
        {
            target.Int64(file.Epoch);
            target.Guid(file.Instance);
            target.Variable((ulong)file.Length);
        }

        target.Variable((ulong)map.Spaces.Count);
        foreach (long space in map.Spaces) EncodeSpace(target, space, map.Pages(space));
        target.Raw(XxHash128.Hash(target.Written));
        return target.Written.ToArray();
    }

    /// <summary>Throws <see cref="SnapshotDamagedException"/> unless these are the bytes that were written for that name.</summary>
    public static (PageMap Map, byte[] Root) Decode(ReadOnlySpan<byte> bytes, SnapshotName name, string path)
    {
        if (FilePrefix.Read(bytes, Magic) is not { } version) throw Damaged(path, "its first bytes are not a manifest's");
        return version switch
        {
            1 => DecodeFirstVersion(bytes, name, path),
            _ => throw new StoreVersionException(path, version, Version),
        };
    }

    private static void EncodeSpace(ByteSink target, long space, IReadOnlyList<PageRef> pages)
    {
        target.Int64(space);
        target.Variable((ulong)pages.Count);
        foreach (PageRef page in pages)
        {
            target.Variable((ulong)page.File);
            target.Variable((ulong)page.Length);
            target.Variable((ulong)page.Position);
            target.UInt64(page.Hash);
        }
    }

    private static (PageMap Map, byte[] Root) DecodeFirstVersion(ReadOnlySpan<byte> bytes, SnapshotName name, string path)
    {
        if (bytes.Length < FilePrefix.Size + HashBytes) throw Damaged(path, "it is cut short");
        Span<byte> hash = stackalloc byte[HashBytes];
        _ = XxHash128.Hash(bytes[..^HashBytes], hash);
        if (!hash.SequenceEqual(bytes[^HashBytes..])) throw Damaged(path, "its checksum does not fit");
        var source = new ByteSource(bytes[FilePrefix.Size..^HashBytes]);
        var found = new SnapshotName((int)source.Variable(), source.Int64(), source.Guid());
        if (found != name) throw Damaged(path, $"it is the manifest of {found}");
        byte[] root = source.Bytes().ToArray();
        var map = new PageMap();
        for (int left = source.Count(bytesEach: 25); left > 0; left--)
            map.Files.Add(new PagesFile(source.Int64(), source.Guid(), (long)source.Variable()));
        for (int left = source.Count(bytesEach: 9); left > 0; left--) DecodeSpace(ref source, map, path);
        if (!source.IsWhole) throw Damaged(path, "its parts do not fit together");
        return (map, root);
    }

    private static void DecodeSpace(ref ByteSource source, PageMap map, string path)
    {
        long space = source.Int64();
        int count = source.Count(bytesEach: 11);
        for (int page = 0; page < count; page++)
        {
            var reference = new PageRef(
                (int)source.Variable(), (int)source.Variable(), (long)source.Variable(), source.UInt64());
            if ((uint)reference.File >= (uint)map.Files.Count || reference.Length is < 1 or > SnapshotStore.MaxPageBytes)
                throw Damaged(path, $"page {page} of space {space} is nowhere");
            map.Set(space, page, reference);
        }
    }

    private static SnapshotDamagedException Damaged(string path, string what) => new($"The manifest '{path}' is damaged: {what}.");
}
