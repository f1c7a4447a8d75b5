using Pipeline.Core.Decoding;
using Pipeline.Log.Files;
using Pipeline.Log.Frames;
using Pipeline.Log.Partitions;

namespace Pipeline.Log;

/// <summary>
/// Reads a partition from an offset on, up to its durable end and never past it. Every frame is verified by its checksum
/// each time it is read. For one thread at a time; any number of readers may read the same partition.
/// </summary>
public sealed class LogReader : IDisposable
{
    /// <summary>A read is at least this long, so that small requests do not end within a frame again and again.</summary>
    private const int LeastBytes = 64 << 10;

    private readonly PartitionFolder _folder;
    private readonly ILogFiles _files;
    private readonly EndFile _endFile;
    private readonly EndWatch _watch;
    private readonly Func<bool> _hasMoved;
    private EndMark _end;
    private SegmentReader? _segment;
    private long _segmentBase;
    private long _framePosition; // the frame in which Position lies, or that will begin there
    private long _frameBase; // offset of that frame's first record
    private int _recordBytes = 256; // what a record took lately: how much to read for a number of records

    internal LogReader(PartitionFolder folder, ILogFiles files, long offset, EndWatch watch)
    {
        (_folder, _files, _watch) = (folder, files, watch);
        _hasMoved = () => Position < ReadEnd().Offset;
        _endFile = folder.OpenEnd();
        try
        {
            Seek(offset);
        }
        catch
        {
            // Whatever failed, nobody gets this reader to dispose of it.
            Dispose();
            throw;
        }
    }

    /// <summary>The partition.</summary>
    public int Partition => _folder.Partition;

    /// <summary>Offset of the record that is read next.</summary>
    public long Position { get; private set; }

    /// <summary>The durable end as it is now.</summary>
    /// <exception cref="LogCorruptException">The end file is damaged.</exception>
    public long End => ReadEnd().Offset;

    /// <summary>The lowest offset that can be read now.</summary>
    /// <exception cref="LogCorruptException">The end file is damaged.</exception>
    public long Start => ReadEnd().Start;

    /// <summary>
    /// Fills <paramref name="block"/> with the records from <see cref="Position"/> on and moves behind them; their number, 0
    /// at the durable end. They are read into the block's buffer in one go, with what lies between frames, and not copied again.
    /// A block ends early rather than within a frame, and at a segment's end.
    /// </summary>
    /// <param name="block">Is cleared first.</param>
    /// <param name="maxRecords">Most records, at least 1.</param>
    /// <param name="maxBytes">About as many bytes are read at most, 1 to 1 GiB; a frame that is longer is read nevertheless.</param>
    /// <exception cref="LogCorruptException">
    /// What comes next is damaged. Records before the damage were handed out by earlier calls; the position stays.
    /// </exception>
    /// <exception cref="LogTruncatedException">Retention has overtaken this reader.</exception>
    /// <exception cref="IOException">The file cannot be read; may be tried again.</exception>
    public int Read(RawBlock block, int maxRecords, int maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBytes, 1 << 30);
        block.Clear();
        (block.Partition, block.From) = (Partition, Position);
        if (Position >= _end.Offset)
        {
            _end = ReadEnd();
            if (Position >= _end.Offset) return 0;
        }

        SegmentReader segment = SegmentAtPosition(out long limit);
        long estimate = Math.Max(LeastBytes, (long)maxRecords * _recordBytes);
        int read = segment.ReadInto(block, _framePosition, limit, (int)Math.Min(estimate, maxBytes), _folder.Seed, Position);
        block.Length = 0; // grows by the frames that are taken
        TakeFrames(block, segment, read, maxRecords);
        return block.Count;
    }

    /// <summary>Goes to another offset of the partition.</summary>
    /// <exception cref="LogTruncatedException">The offset lies below the start.</exception>
    /// <exception cref="LogBeyondEndException">The offset lies beyond the durable end.</exception>
    /// <exception cref="LogCorruptException">What lies before the offset in its segment is damaged.</exception>
    public void Seek(long offset)
    {
        _end = ReadEnd();
        if (offset < _end.Start) throw new LogTruncatedException(Partition, offset, _end.Start);
        if (offset > _end.Offset) throw new LogBeyondEndException(Partition, offset, _end.Offset);
        if (offset == _end.Offset)
        {
            Use(null, _end.SegmentBase);
            (_framePosition, _frameBase, Position) = (_end.Position, offset, offset);
            return;
        }

        long segmentBase = -1;
        foreach (long candidate in _folder.Segments())
        {
            if (candidate <= offset) segmentBase = candidate;
        }

        if (segmentBase < 0) throw Missing(offset, offset);
        SegmentReader segment = OpenSegment(segmentBase, offset);
        try
        {
            long limit = segmentBase == _end.SegmentBase ? _end.Position : segment.Length;
            (_framePosition, _frameBase) = segment.Find(offset, limit);
        }
        catch
        {
            // Whatever failed: the reader stays where it was.
            segment.Dispose();
            throw;
        }

        Use(segment, segmentBase);
        Position = offset;
    }

    /// <summary>
    /// Completes when there is something to read at <see cref="Position"/>: at once when the writer is in this process (a
    /// reader of <see cref="LogWriter.OpenReader"/>), else within <see cref="LogFolderOptions.PollInterval"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask WaitAsync(CancellationToken cancellation = default) =>
        _hasMoved() ? ValueTask.CompletedTask : _watch.UntilAsync(_hasMoved, cancellation);

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _segment?.Dispose();
        _endFile.Dispose();
    }

    private void TakeFrames(RawBlock block, SegmentReader segment, int read, int maxRecords)
    {
        for (int at = 0; read - at >= FrameHeader.Size && block.Count < maxRecords;)
        {
            string? reason = TakeFrame(block, at, read, maxRecords, out FrameHeader header, out int taken);
            if (reason is not null)
            {
                if (block.Count > 0) return; // what is whole goes out; the next call begins at the damage
                throw segment.Corrupt(_framePosition, Position, reason);
            }

            if (taken == 0) return;
            at += header.FrameLength;
            block.Length = at;
            Position += taken;
            if (Position < _frameBase + header.Count) return; // goes on within this frame
            _framePosition += header.FrameLength;
            _frameBase += header.Count;
            _recordBytes = Math.Max(1, header.FrameLength / header.Count + 1);
        }
    }

    /// <summary>Takes the frame's records from the position on; what is wrong with it, or null. None are taken of one that is for the next block.</summary>
    private string? TakeFrame(RawBlock block, int at, int read, int maxRecords, out FrameHeader header, out int taken)
    {
        taken = 0;
        if (!FrameHeader.TryRead(block.Buffer.AsSpan(at), _folder.Seed, out header, out string reason)) return reason;
        if (header.BaseOffset != _frameBase) return "the frame does not continue the one before";
        int skip = (int)(Position - _frameBase);
        if (skip >= header.Count) return "the frame has fewer records than when it was read before";
        if (header.FrameLength > read - at) return null;
        int take = Math.Min(header.Count - skip, maxRecords - block.Count);
        if (block.Count > 0 && take < header.Count) return null;
        ReadOnlySpan<byte> payload = block.Buffer.AsSpan(at + FrameHeader.Size, header.PayloadLength);
        if (FrameHeader.HashPayload(payload, _folder.Seed) != header.PayloadHash) return "the frame's records do not match their checksum";
        if (!RecordLengths.TryAdd(block, at, header, skip, take)) return "the frame's lengths do not add up";
        taken = take;
        return null;
    }

    /// <summary>The segment in which the next frame lies, and how far it may be read.</summary>
    private SegmentReader SegmentAtPosition(out long limit)
    {
        while (true)
        {
            if (_segment is null) Use(OpenSegment(_segmentBase, Position), _segmentBase);
            bool last = _segmentBase == _end.SegmentBase;
            limit = last ? _end.Position : _segment!.Length;
            if (_framePosition < limit) return _segment!;
            if (last || Position == _segmentBase) throw _segment!.Corrupt(_framePosition, Position, $"the segment ends before offset {_end.Offset}");
            Use(OpenSegment(Position, Position), Position);
            (_framePosition, _frameBase) = (SegmentHeader.Size, Position);
        }
    }

    private SegmentReader OpenSegment(long baseOffset, long offset)
    {
        try
        {
            return new SegmentReader(_folder, _files, baseOffset);
        }
        catch (FileNotFoundException e)
        {
            throw Missing(baseOffset, offset, e);
        }
    }

    /// <summary>A segment is not there: retention took it since the end was read, or somebody else did.</summary>
    private LogException Missing(long baseOffset, long offset, Exception? inner = null)
    {
        long start = ReadEnd().Start;
        return offset < start
            ? new LogTruncatedException(Partition, offset, start)
            : new LogCorruptException(_folder.SegmentPath(baseOffset), 0, offset, "the segment is missing", inner);
    }

    private void Use(SegmentReader? segment, long segmentBase)
    {
        _segment?.Dispose();
        (_segment, _segmentBase) = (segment, segmentBase);
    }

    private EndMark ReadEnd() => _endFile.TryRead(out EndMark mark)
        ? mark
        : throw new LogCorruptException(_folder.EndPath, 0, -1, "the durable end cannot be read; opening the log with a writer rebuilds it");
}
