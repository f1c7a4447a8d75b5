using System.Globalization;

namespace Pipeline.Store.Files;

/// <summary>Folders named after shards, as snapshots and facts have them.</summary>
internal static class ShardFolders
{
    private const string Start = "shard-";

    /// <summary>A shard's folder.</summary>
    public static string PathOf(string parent, int shard) =>
        Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Start}{shard}"));

    /// <summary>Numbers of the shards that have one, ascending.</summary>
    public static IEnumerable<int> Numbers(IFileLayer files, string parent) =>
        files.FolderNames(parent)
            .Where(name => name.StartsWith(Start, StringComparison.Ordinal))
            .Select(name => int.TryParse(name.AsSpan(Start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int shard) ? shard : -1)
            .Where(shard => shard >= 0)
            .Order();
}
