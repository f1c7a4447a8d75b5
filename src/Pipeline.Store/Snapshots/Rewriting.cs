namespace Pipeline.Store.Snapshots;

/// <summary>
/// Decides which pages are written again though they did not change. A file stays as long as one page of it is listed, so files
/// would pile up, mostly holes. Those with the smallest live share give up their pages first: that frees most for what it writes.
/// </summary>
internal static class Rewriting
{
    /// <summary>
    /// The files that a snapshot lists hold at most this many times its pages. With the files that only the snapshot before it
    /// lists, and both are kept, the disk stays at 2.0 to 2.2 times the state (measured by the tests for 1, 10, 30 and 100 %
    /// changed at random), and 1 to 2.1 pages are written for each that changed.
    /// </summary>
    public const double MostBytesPerLiveByte = 1.4;

    /// <summary>A snapshot lists at most this many files: recovery opens each.</summary>
    public const int MostFiles = 64;

    /// <summary>When there are more, the smallest are joined until this many are left, so that it does not happen every time.</summary>
    private const int FilesAfterJoining = 48;

    /// <summary>Indexes of the files whose pages should be written again, given what this snapshot wrote so far.</summary>
    /// <param name="map">The pages as they would be listed now.</param>
    /// <param name="own">Index of the file that is being written, which is never among them; -1 when there is none.</param>
    /// <param name="ownLength">Bytes written to it so far.</param>
    public static HashSet<int> Choose(PageMap map, int own, long ownLength)
    {
        long[] live = map.LivePerFile();
        int[] old = [.. Enumerable.Range(0, live.Length).Where(file => file != own && live[file] > 0)];
        long limit = (long)(live.Sum() * MostBytesPerLiveByte);
        long bytes = Math.Max(0, ownLength - PagesFileFormat.HeaderBytes) + old.Sum(file => PageBytes(map.Files[file]));
        var chosen = new HashSet<int>();
        foreach (int file in old.OrderBy(file => (double)live[file] / PageBytes(map.Files[file])).ThenBy(file => file))
        {
            long holes = PageBytes(map.Files[file]) - live[file];
            if (bytes <= limit || holes == 0) break;
            _ = chosen.Add(file);
            bytes -= holes;
        }

        int left = old.Length - chosen.Count;
        if (left <= MostFiles) return chosen;
        foreach (int file in old.Where(file => !chosen.Contains(file)).OrderBy(file => live[file]).ThenBy(file => file))
        {
            if (left-- <= FilesAfterJoining) break;
            _ = chosen.Add(file);
        }

        return chosen;
    }

    private static long PageBytes(PagesFile file) => file.Length - PagesFileFormat.HeaderBytes;
}
