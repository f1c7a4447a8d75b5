using Pipeline.Core.Decoding;
using Pipeline.Log.Files;
using Pipeline.Log.Frames;

namespace Pipeline.Log.Partitions;

/// <summary>Decides which segments may go, raises the start, then deletes them: in this order, so no reader is surprised.</summary>
internal sealed class Retention(PartitionFolder folder, LogWriterOptions options)
{
    /// <summary>The start afterwards. To be run while nothing is written.</summary>
    public long Run(SegmentTail tail, long floor)
    {
        long start = tail.Durable.Start;
        if (options.RetentionBytes is null && options.RetentionAge is null) return start;
        List<long> segments = folder.Segments();
        long bytes = folder.Bytes();
        int delete = 0;

        // The last segment is the one being written. Each other one ends where the next begins.
        while (delete + 1 < segments.Count && segments[delete + 1] <= floor
            && segments[delete + 1] <= tail.Durable.SegmentBase && MayGo(segments[delete], segments[delete + 1], ref bytes))
        {
            start = Math.Max(start, segments[++delete]);
        }

        if (delete == 0) return start;
        if (start > tail.Durable.Start) tail.MoveStart(start);
        for (int i = 0; i < delete; i++) options.Files.Delete(folder.SegmentPath(segments[i]));
        return start;
    }

    private bool MayGo(long segment, long next, ref long bytes)
    {
        if (!TooMany(bytes) && !TooOld(segment, next)) return false;
        bytes -= new FileInfo(folder.SegmentPath(segment)).Length;
        return true;
    }

    private bool TooMany(long bytes) => bytes > options.RetentionBytes;

    /// <summary>Whether the last record before <paramref name="next"/> has reached the age.</summary>
    private bool TooOld(long segment, long next)
    {
        if (options.RetentionAge is not { } age) return false;
        using ILogFile file = options.Files.Open(folder.SegmentPath(next), writable: false);
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        int read = file.Read(0, bytes);
        if (!SegmentHeader.TryRead(bytes[..read], out SegmentHeader header))
            throw new LogCorruptException(folder.SegmentPath(next), 0, next, "the segment's header is damaged");
        long now = options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        long last = header.PreviousTimestamp != RecordSpan.NoTimestamp
            ? header.PreviousTimestamp
            : new DateTimeOffset(File.GetLastWriteTimeUtc(folder.SegmentPath(segment))).ToUnixTimeMilliseconds();
        return now - age.TotalMilliseconds >= last;
    }
}
