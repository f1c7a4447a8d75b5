using System.Security.Cryptography;
using Pipeline.Log.Files;
using Pipeline.Log.Partitions;

namespace Pipeline.Log;

/// <summary>
/// Appends to a log folder; one writer per folder, any number of threads. Records of one partition keep the order in which
/// they were handed over and get consecutive offsets from 0.
/// <list type="bullet">
/// <item><see cref="AppendAsync(int, ReadOnlyMemory{byte}, CancellationToken)"/> for many producers: each waits until its
/// records are acknowledged, all who wait share an fsync.</item>
/// <item><see cref="Append"/> and <see cref="Flush()"/> for bulk: nothing is promised before <see cref="Flush()"/> returns.</item>
/// </list>
/// After a failed write or fsync a partition answers <see cref="LogWriteException"/> until <see cref="Resume"/>.
/// </summary>
public sealed class LogWriter : IDisposable
{
    private readonly LogWriterOptions _options;
    private readonly WriterLock _lock;
    private readonly Lock _growing = new();
    private readonly ITimer _timer;
    private LogMeta _meta;
    private PartitionWriter[] _partitions;
    private LogRecovery[] _recovered;

    private LogWriter(string folder, LogWriterOptions options, WriterLock taken)
    {
        (Folder, _options, _lock) = (folder, options, taken);
        _meta = LogMeta.TryRead(folder) ?? Create();
        if (options.Identity is { } identity && identity != _meta.Identity)
            throw new LogMismatchException(folder, "identity", identity.ToString(), _meta.Identity.ToString());
        if (options.Partitions is { } partitions && partitions != _meta.Partitions)
            throw new LogMismatchException(folder, "partition count", $"{partitions}", $"{_meta.Partitions}");
        (_partitions, _recovered) = ([], []);
        OpenPartitions();
        _timer = options.TimeProvider.CreateTimer(
            static writer => ((LogWriter)writer!).RequestSync(), this, options.FlushInterval, options.FlushInterval);
    }

    /// <summary>The log's folder.</summary>
    public string Folder { get; }

    /// <summary>The log's identity: given or drawn when it was created, never changed.</summary>
    public Guid Identity => _meta.Identity;

    /// <summary>Number of partitions.</summary>
    public int Partitions => Volatile.Read(ref _partitions).Length;

    /// <summary>What opening found behind the published ends, one entry for every partition.</summary>
    public IReadOnlyList<LogRecovery> Recovered => _recovered;

    /// <summary>
    /// Opens the log in <paramref name="folder"/>, or creates it there. What a writer that did not close left behind the
    /// durable end is verified: whole records are kept, a torn tail is cut (<see cref="Recovered"/>).
    /// </summary>
    /// <exception cref="LogLockedException">Another writer has it open.</exception>
    /// <exception cref="LogMismatchException">It is not the log that the options name.</exception>
    /// <exception cref="LogCorruptException">What was durable is damaged or missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    /// <exception cref="IOException">The file system refused something.</exception>
    public static LogWriter Open(string folder, LogWriterOptions? options = null)
    {
        options ??= new LogWriterOptions();
        options.Check();
        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(folder);
        WriterLock taken = WriterLock.Take(folder);
        try
        {
            return new LogWriter(folder, options, taken);
        }
        catch
        {
            // Whatever failed: who does not open the log does not keep it locked.
            taken.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Appends one record and completes when it is acknowledged (<see cref="LogWriterOptions.Durability"/>); its offset.
    /// The bytes may be reused only after that.
    /// </summary>
    /// <param name="partition">0 to <see cref="Partitions"/> - 1.</param>
    /// <param name="record">0 to <see cref="LogWriterOptions.MaxRecordBytes"/> bytes.</param>
    /// <param name="cancellation">Ends the wait for room (then nothing was appended); not the wait for the acknowledgement.</param>
    /// <exception cref="LogWriteException">It could not be written; whether it is in the log is known after <see cref="Resume"/>.</exception>
    public ValueTask<long> AppendAsync(int partition, ReadOnlyMemory<byte> record, CancellationToken cancellation = default)
    {
        CheckLength(record.Length);
        return PartitionAt(partition).AppendAsync(new SingleRecord(record), record.Length, cancellation);
    }

    /// <summary>
    /// Appends records under consecutive offsets and completes when all are acknowledged; the offset of the first.
    /// After a crash a beginning of them may be in the log, as of everything not acknowledged.
    /// </summary>
    /// <param name="partition">0 to <see cref="Partitions"/> - 1.</param>
    /// <param name="records">At least one; together at most <see cref="LogWriterOptions.MaxCallBytes"/>.</param>
    /// <param name="cancellation">Ends the wait for room (then nothing was appended); not the wait for the acknowledgement.</param>
    /// <exception cref="LogWriteException">They could not be written; what is in the log is known after <see cref="Resume"/>.</exception>
    public ValueTask<long> AppendAsync(
        int partition, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(records.Count, nameof(records));
        long bytes = 0;
        for (int i = 0; i < records.Count; i++)
        {
            CheckLength(records[i].Length);
            bytes += records[i].Length + sizeof(int);
        }

        if (bytes > LogWriterOptions.MaxCallBytes)
            throw new ArgumentException($"{bytes} bytes in one call; {LogWriterOptions.MaxCallBytes} are allowed.", nameof(records));
        return PartitionAt(partition).AppendAsync(records, (int)bytes, cancellation);
    }

    /// <summary>
    /// Takes one record without waiting for the disk, except when enough has come together to be written; the offset that it
    /// will have. It is durable when <see cref="Flush()"/> returns, or by itself <see cref="LogWriterOptions.FlushInterval"/> later.
    /// </summary>
    /// <param name="partition">0 to <see cref="Partitions"/> - 1.</param>
    /// <param name="record">0 to <see cref="LogWriterOptions.MaxRecordBytes"/> bytes; copied.</param>
    /// <exception cref="LogWriteException">This or an earlier record could not be written.</exception>
    public long Append(int partition, ReadOnlySpan<byte> record)
    {
        CheckLength(record.Length);
        return PartitionAt(partition).Append(record);
    }

    /// <summary>Returns when everything taken so far is durable, in all partitions.</summary>
    /// <exception cref="LogWriteException">A partition could not be written or synced.</exception>
    public void Flush()
    {
        foreach (PartitionWriter partition in Volatile.Read(ref _partitions)) partition.Commit(sync: true);
    }

    /// <summary>Returns when everything taken so far is durable, in one partition.</summary>
    /// <exception cref="LogWriteException">It could not be written or synced.</exception>
    public void Flush(int partition) => PartitionAt(partition).Commit(sync: true);

    /// <summary>
    /// Takes up work after a <see cref="LogWriteException"/>, when there is space again: cuts what was written in part and
    /// keeps what is whole (after a failed fsync: what was durable before it). Nothing happens where nothing failed.
    /// Whoever fed the partition goes on from <see cref="End"/>.
    /// </summary>
    /// <exception cref="LogWriteException">It still fails; may be called again.</exception>
    public void Resume()
    {
        foreach (PartitionWriter partition in Volatile.Read(ref _partitions)) partition.Resume();
    }

    /// <summary>Lowest offset that can be read.</summary>
    public long Start(int partition) => PartitionAt(partition).WithTail(static tail => tail.Durable.Start);

    /// <summary>Durable end: the offset behind the last record that readers may see.</summary>
    public long End(int partition) => PartitionAt(partition).DurableOffset;

    /// <summary>Extent and size of a partition.</summary>
    public LogPartitionStatus Status(int partition)
    {
        PartitionWriter writer = PartitionAt(partition);
        return LogFolder.StatusOf(writer.Folder, writer.WithTail(static tail => tail.Durable));
    }

    /// <summary>
    /// Deletes whole segments that <see cref="LogWriterOptions.RetentionBytes"/> or <see cref="LogWriterOptions.RetentionAge"/>
    /// no longer keeps, oldest first; never the one being written, and none with a record at or above
    /// <paramref name="floor"/>. The partition's start afterwards.
    /// </summary>
    /// <param name="partition">0 to <see cref="Partitions"/> - 1.</param>
    /// <param name="floor">Lowest offset that somebody still needs, for instance the oldest snapshot in use.</param>
    /// <exception cref="IOException">A file could not be deleted; what is below the start is deleted at the next opening.</exception>
    public long Retain(int partition, long floor)
    {
        PartitionWriter writer = PartitionAt(partition);
        return writer.WithTail(tail => new Retention(writer.Folder, _options).Run(tail, floor));
    }

    /// <summary>
    /// Adds empty partitions until there are <paramref name="partitions"/>. Which records go there is for the caller to decide;
    /// a shopper's records stay in one partition only if the choice for the old ones does not change.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than there are, or more than <see cref="LogWriterOptions.MaxPartitions"/>.</exception>
    public void Grow(int partitions)
    {
        lock (_growing)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(partitions, _meta.Partitions);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(partitions, LogWriterOptions.MaxPartitions);
            for (int i = _meta.Partitions; i < partitions; i++) NewPartition.Create(FolderOf(i), _options.Files);
            LogMeta grown = _meta with { Partitions = partitions };
            grown.Write(Folder, _options.Files);
            _meta = grown;
            OpenPartitions();
        }
    }

    /// <summary>A reader in this process, woken as soon as the durable end moves; see <see cref="LogFolder.OpenReader"/>.</summary>
    /// <exception cref="LogTruncatedException">The offset lies below the start.</exception>
    /// <exception cref="LogBeyondEndException">The offset lies beyond the durable end.</exception>
    public LogReader OpenReader(int partition, long offset)
    {
        PartitionWriter writer = PartitionAt(partition);
        return new LogReader(writer.Folder, _options.Files, offset, new EndWatch(writer.Signal, _options.TimeProvider, EndWatch.DefaultPoll));
    }

    /// <summary>
    /// Makes what was taken durable and lets the log go. Who waits is answered. It does not throw when that fails: to know
    /// that bulk records are durable, call <see cref="Flush()"/> before.
    /// </summary>
    public void Dispose()
    {
        _timer.Dispose();
        foreach (PartitionWriter partition in Volatile.Read(ref _partitions)) partition.Dispose();
        _lock.Dispose();
    }

    private static void CheckLength(int length)
    {
        if (length > LogWriterOptions.MaxRecordBytes)
            throw new ArgumentException($"A record of {length} bytes; {LogWriterOptions.MaxRecordBytes} are allowed.");
    }

    private LogMeta Create()
    {
        Guid identity = _options.Identity ?? new Guid(RandomNumberGenerator.GetBytes(16));
        var meta = new LogMeta(identity, _options.Partitions ?? 1, _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        for (int i = 0; i < meta.Partitions; i++)
            NewPartition.Create(new PartitionFolder(Folder, identity, i), _options.Files);
        if (Path.GetDirectoryName(Folder) is { } parent) _options.Files.SyncFolder(parent);
        meta.Write(Folder, _options.Files); // last: without it there is no log, and the next opening begins anew
        return meta;
    }

    private void OpenPartitions()
    {
        var partitions = new List<PartitionWriter>(_partitions);
        var recovered = new List<LogRecovery>(_recovered);
        try
        {
            for (int i = partitions.Count; i < _meta.Partitions; i++)
            {
                PartitionFolder folder = FolderOf(i);
                var recovery = new TailRecovery(folder, _options.Files);
                EndMark end = recovery.Run(out EndFile endFile);
                partitions.Add(new PartitionWriter(folder, _options, endFile, end));
                recovered.Add(recovery.Report);
            }
        }
        catch
        {
            // Whatever failed: the partitions opened just now are not left open.
            for (int i = _partitions.Length; i < partitions.Count; i++) partitions[i].Dispose();
            throw;
        }

        _recovered = [.. recovered];
        Volatile.Write(ref _partitions, [.. partitions]);
    }

    private PartitionFolder FolderOf(int partition) => new(Folder, _meta.Identity, partition);

    private void RequestSync()
    {
        foreach (PartitionWriter partition in Volatile.Read(ref _partitions)) partition.RequestSync();
    }

    private PartitionWriter PartitionAt(int partition)
    {
        PartitionWriter[] partitions = Volatile.Read(ref _partitions);
        if ((uint)partition >= (uint)partitions.Length)
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"0 to {partitions.Length - 1} is allowed.");
        return partitions[partition];
    }
}
