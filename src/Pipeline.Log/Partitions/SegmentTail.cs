using Pipeline.Core.Decoding;
using Pipeline.Log.Files;
using Pipeline.Log.Frames;

namespace Pipeline.Log.Partitions;

/// <summary>
/// The growing end of a partition: writes frames, makes them durable, publishes the end, begins the next segment.
/// One caller at a time. After an exception only <see cref="Resume"/> may be called.
/// </summary>
internal sealed class SegmentTail(
    PartitionFolder folder, ILogFiles files, long segmentBytes, EndFile endFile, EndSignal signal, EndMark end) : IDisposable
{
    private ILogFile _file = files.Open(folder.SegmentPath(end.SegmentBase), writable: true);
    private bool _syncFailed;
    private long _durableOffset = end.Offset;

    /// <summary>The end of whole frames handed to the operating system.</summary>
    public EndMark Written { get; private set; } = end;

    /// <summary>The published end.</summary>
    public EndMark Durable { get; private set; } = end;

    /// <summary>The published end's offset, for any thread.</summary>
    public long DurableOffset => Volatile.Read(ref _durableOffset);

    /// <summary>Bytes behind the durable end. A segment is synced before the next one begins, so both lie in the same.</summary>
    public long UnsyncedBytes => Written.Position - Durable.Position;

    /// <summary>Writes a batch at time <paramref name="now"/> (ms since 1970); the log's own time never goes back.</summary>
    public void Write(AppendBatch batch, long now)
    {
        long timestamp = Written.Timestamp == RecordSpan.NoTimestamp ? now : Math.Max(now, Written.Timestamp);
        batch.Seal(Written.Offset, timestamp, folder.Seed);
        ReadOnlySpan<BatchFrame> frames = batch.Frames;
        for (int first = 0; first < frames.Length;)
        {
            int end = first;
            long position = Written.Position;
            int records = 0;
            while (end < frames.Length && (position == SegmentHeader.Size || position + frames[end].Length <= segmentBytes))
            {
                position += frames[end].Length;
                records += frames[end++].Count;
            }

            if (end == first)
            {
                Roll();
                continue;
            }

            _file.Write(Written.Position, batch.BytesOf(first, end));
            Written = Written with { Position = position, Offset = Written.Offset + records, Timestamp = timestamp };
            first = end;
        }
    }

    /// <summary>Makes what was written durable, then shows it to the readers.</summary>
    public void Sync()
    {
        if (Written == Durable) return;
        // When an fsync fails the system may drop the pages and call them clean: a second one that succeeds proves nothing.
        _syncFailed = true;
        _file.Sync();
        _syncFailed = false;
        Publish(Written);
    }

    /// <summary>Raises the start. It is durable before this returns, so segments below may be deleted.</summary>
    public void MoveStart(long start)
    {
        Written = Written with { Start = start };
        Publish(Durable with { Start = start });
        endFile.Sync();
    }

    /// <summary>
    /// Puts the file back to what can be trusted: whole frames if writing failed, the durable end if syncing did.
    /// </summary>
    public void Resume()
    {
        EndMark target = _syncFailed ? Durable : Written;
        foreach (long segment in folder.Segments())
        {
            // Begun by a roll that failed: it holds no records.
            if (segment > target.SegmentBase) files.Delete(folder.SegmentPath(segment));
        }

        string path = folder.SegmentPath(target.SegmentBase);
        _file.Dispose();
        _file = files.Open(path, writable: true);
        long length = _file.Length;
        if (length < target.Position)
            throw new LogCorruptException(path, length, target.Offset, $"the file ends before byte {target.Position}, which was written");
        _syncFailed = true; // should this fail, only the durable end is left
        _file.SetLength(target.Position);
        _file.Sync();
        files.SyncFolder(folder.Path);
        _syncFailed = false;
        Written = target;
        Publish(target);
    }

    public void Dispose()
    {
        _file.Dispose();
        endFile.Dispose();
    }

    /// <summary>
    /// Begins the next segment. Invariants that recovery relies on: the segment before is durable when a next one exists, and
    /// the end file has moved into the next one durably before records go there.
    /// </summary>
    private void Roll()
    {
        Sync();
        ILogFile next = NewSegment(folder, files, Written.Offset, Written.Timestamp);
        _file.Dispose();
        _file = next;
        Written = Written with { SegmentBase = Written.Offset, Position = SegmentHeader.Size };
        Publish(Written);
        endFile.Sync();
    }

    /// <summary>Creates an empty segment, durably.</summary>
    public static ILogFile NewSegment(PartitionFolder folder, ILogFiles files, long baseOffset, long previousTimestamp)
    {
        ILogFile file = files.Create(folder.SegmentPath(baseOffset));
        try
        {
            Span<byte> header = stackalloc byte[SegmentHeader.Size];
            new SegmentHeader(folder.Identity, folder.Partition, baseOffset, previousTimestamp).Write(header);
            file.Write(0, header);
            file.Sync();
            files.SyncFolder(folder.Path);
            return file;
        }
        catch
        {
            // Whatever failed, the file is not ours to keep open; Resume or recovery deletes it.
            file.Dispose();
            throw;
        }
    }

    private void Publish(in EndMark mark)
    {
        Durable = mark;
        endFile.Publish(mark);
        Volatile.Write(ref _durableOffset, mark.Offset);
        signal.Pulse();
    }
}
