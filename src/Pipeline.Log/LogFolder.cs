using Pipeline.Core.Decoding;
using Pipeline.Log.Files;
using Pipeline.Log.Partitions;

namespace Pipeline.Log;

/// <summary>
/// A log seen by those who read it, in any process, while a writer may or may not be at work. Nothing is changed on the disk.
/// Safe for several threads; each reader belongs to one thread at a time.
/// </summary>
public sealed class LogFolder
{
    private readonly LogFolderOptions _options;
    private LogMeta _meta;

    private LogFolder(string folder, LogFolderOptions options, LogMeta meta) => (Folder, _options, _meta) = (folder, options, meta);

    /// <summary>The log's folder.</summary>
    public string Folder { get; }

    /// <summary>The log's identity.</summary>
    public Guid Identity => _meta.Identity;

    /// <summary>Number of partitions when this was opened or last refreshed.</summary>
    public int Partitions => Volatile.Read(ref _meta).Partitions;

    /// <summary>Whether the folder holds a log.</summary>
    public static bool Exists(string folder) => File.Exists(LogMeta.PathIn(folder));

    /// <summary>Opens the log in <paramref name="folder"/> for reading.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no log.</exception>
    /// <exception cref="LogMismatchException">It has another identity than the options say.</exception>
    /// <exception cref="LogCorruptException">Its meta file is damaged.</exception>
    public static LogFolder Open(string folder, LogFolderOptions? options = null)
    {
        options ??= new LogFolderOptions();
        options.Check();
        folder = Path.GetFullPath(folder);
        LogMeta meta = Read(folder);
        if (options.Identity is { } identity && identity != meta.Identity)
            throw new LogMismatchException(folder, "identity", identity.ToString(), meta.Identity.ToString());
        return new LogFolder(folder, options, meta);
    }

    /// <summary>Looks again how many partitions there are; their number.</summary>
    /// <exception cref="LogMismatchException">The folder holds another log now.</exception>
    public int Refresh()
    {
        LogMeta meta = Read(Folder);
        if (meta.Identity != Identity)
            throw new LogMismatchException(Folder, "identity", Identity.ToString(), meta.Identity.ToString());
        Volatile.Write(ref _meta, meta);
        return meta.Partitions;
    }

    /// <summary>Lowest offset that can be read.</summary>
    /// <exception cref="LogCorruptException">The partition's end file is damaged.</exception>
    public long Start(int partition) => MarkOf(FolderOf(partition)).Start;

    /// <summary>Durable end: the offset behind the last record that can be read.</summary>
    /// <exception cref="LogCorruptException">The partition's end file is damaged.</exception>
    public long End(int partition) => MarkOf(FolderOf(partition)).Offset;

    /// <summary>Extent and size of a partition.</summary>
    /// <exception cref="LogCorruptException">The partition's end file is damaged.</exception>
    public LogPartitionStatus Status(int partition)
    {
        PartitionFolder folder = FolderOf(partition);
        return StatusOf(folder, MarkOf(folder));
    }

    /// <summary>A reader of a partition that begins at <paramref name="offset"/>: its start, its durable end, or between.</summary>
    /// <exception cref="LogTruncatedException">The offset lies below the start.</exception>
    /// <exception cref="LogBeyondEndException">The offset lies beyond the durable end.</exception>
    /// <exception cref="LogCorruptException">What lies before the offset in its segment is damaged.</exception>
    public LogReader OpenReader(int partition, long offset) =>
        new(FolderOf(partition), _options.Files, offset, new EndWatch(signal: null, _options.TimeProvider, _options.PollInterval));

    internal static LogPartitionStatus StatusOf(PartitionFolder folder, in EndMark mark) => new(
        folder.Partition,
        mark.Start,
        mark.Offset,
        folder.Bytes(),
        folder.Segments().Count,
        mark.Timestamp is long.MinValue or RecordSpan.NoTimestamp ? null : mark.Timestamp);

    private static LogMeta Read(string folder) =>
        LogMeta.TryRead(folder) ?? throw new DirectoryNotFoundException($"There is no log in '{folder}'.");

    private static EndMark MarkOf(PartitionFolder folder)
    {
        using EndFile end = folder.OpenEnd();
        return end.TryRead(out EndMark mark) ? mark : throw new LogCorruptException(folder.EndPath, 0, -1, "the durable end cannot be read");
    }

    private PartitionFolder FolderOf(int partition)
    {
        int partitions = Partitions;
        if ((uint)partition >= (uint)partitions)
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"0 to {partitions - 1} is allowed.");
        return new PartitionFolder(Folder, Identity, partition);
    }
}
