using System.Globalization;
using Pipeline.Core.Snapshots;
using Pipeline.Store.Files;

namespace Pipeline.Store.Snapshots;

/// <summary>A shard's folder and the names in it: epoch in hexadecimal, instance, kind.</summary>
internal sealed class SnapshotFolder(IFileLayer files, string path, int shard)
{
    private const string ManifestEnding = ".manifest";
    private const string PagesEnding = ".pages";
    private const int EpochDigits = 16;

    public IFileLayer Files => files;

    public string Path => path;

    public int Shard => shard;

    public string ManifestOf(SnapshotName name) => System.IO.Path.Combine(path, Stem(name.Epoch, name.Instance) + ManifestEnding);

    public string PagesOf(long epoch, Guid instance) => System.IO.Path.Combine(path, Stem(epoch, instance) + PagesEnding);

    /// <summary>Snapshots whose manifest is there, newest first; among those of one epoch the one begun last.</summary>
    public List<SnapshotName> List() =>
    [
        .. files.FileNames(path)
            .Select(name => Parse(name, ManifestEnding))
            .OfType<SnapshotName>()
            .OrderByDescending(name => name.Epoch)
            .ThenByDescending(name => name.Instance.ToString("n"), StringComparer.Ordinal),
    ];

    /// <summary>Names of the snapshots that files of pages are there of.</summary>
    public IEnumerable<SnapshotName> ListPages() =>
        files.FileNames(path).Select(name => Parse(name, PagesEnding)).OfType<SnapshotName>();

    public (PageMap Map, byte[] Root) ReadManifest(SnapshotName name)
    {
        string manifest = ManifestOf(name);
        byte[] bytes;
        try
        {
            bytes = WholeFile.Read(files, manifest);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SnapshotDamagedException($"There is no manifest '{manifest}'.");
        }

        return ManifestCodec.Decode(bytes, name, manifest);
    }

    /// <summary>As <see cref="ReadManifest"/>, and with a look at the files that it lists.</summary>
    public (PageMap Map, byte[] Root) ReadWhole(SnapshotName name)
    {
        (PageMap map, byte[] root) = ReadManifest(name);
        RequireFiles(map);
        return (map, root);
    }

    /// <summary>
    /// All files are there and as long as they were: known before anybody builds on the snapshot. Throws
    /// <see cref="SnapshotDamagedException"/>.
    /// </summary>
    private void RequireFiles(PageMap map)
    {
        foreach (PagesFile file in map.Files)
        {
            string pages = PagesOf(file.Epoch, file.Instance);
            long length = files.LengthOf(pages);
            if (length == file.Length) continue;
            string found = length < 0 ? "is missing" : $"has {length} bytes";
            throw new SnapshotDamagedException($"'{pages}', of {file.Length} bytes, {found}.");
        }
    }

    private static string Stem(long epoch, Guid instance) =>
        string.Create(CultureInfo.InvariantCulture, $"{epoch:x16}-{instance:n}");

    private SnapshotName? Parse(string name, string ending)
    {
        if (!name.EndsWith(ending, StringComparison.Ordinal) || name.Length < EpochDigits + 1) return null;
        ReadOnlySpan<char> stem = name.AsSpan(0, name.Length - ending.Length);
        return long.TryParse(stem[..EpochDigits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long epoch)
            && Guid.TryParseExact(stem[(EpochDigits + 1)..], "n", out Guid instance)
                ? new SnapshotName(shard, epoch, instance)
                : null;
    }
}
