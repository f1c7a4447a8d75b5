using Pipeline.Store.Folders;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>A data folder for one row, deleted with it; its log may be one of the cache's, which no engine changes.</summary>
internal sealed class WorkFolder : IDisposable
{
    internal WorkFolder(BenchOptions options, string? log = null)
    {
        Data = Path.Combine(options.Cache, "work-" + Path.GetRandomFileName());
        Directory.CreateDirectory(Data);
        if (log is not null) Directory.CreateSymbolicLink(LogFolder, log);
    }

    /// <summary>The data folder.</summary>
    internal string Data { get; }

    /// <summary>Its log.</summary>
    internal string LogFolder => new DataFolderPaths(Data).Log;

    public void Dispose()
    {
        // The link itself: what it points to stays.
        if (new DirectoryInfo(LogFolder) is { Exists: true, LinkTarget: not null } link) link.Delete();
        Directory.Delete(Data, recursive: true);
    }
}
