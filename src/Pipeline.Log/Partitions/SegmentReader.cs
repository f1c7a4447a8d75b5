using Pipeline.Core.Decoding;
using Pipeline.Log.Files;
using Pipeline.Log.Frames;

namespace Pipeline.Log.Partitions;

/// <summary>Reads frames of one segment. What a caller asks for lies below the durable end; what does not fit is damage.</summary>
internal sealed class SegmentReader : IDisposable
{
    private const int SmallStep = 4 << 10, LargeStep = 256 << 10;

    private readonly PartitionFolder _folder;
    private readonly ILogFile _file;
    private byte[]? _step;

    public SegmentReader(PartitionFolder folder, ILogFiles files, long baseOffset)
    {
        (_folder, BaseOffset) = (folder, baseOffset);
        _file = files.Open(folder.SegmentPath(baseOffset), writable: false);
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        int read = _file.Read(0, bytes);
        if (SegmentHeader.TryRead(bytes[..read], out SegmentHeader header)
            && header.Identity == folder.Identity && header.Partition == folder.Partition && header.BaseOffset == baseOffset)
        {
            return;
        }

        _file.Dispose();
        throw Corrupt(0, baseOffset, "the segment's header is damaged, or of another log");
    }

    public long BaseOffset { get; }

    public long Length => _file.Length;

    /// <summary>
    /// Position of the frame that holds <paramref name="offset"/>, and the offset of that frame. Frames before it are passed
    /// by their headers; their records are not read.
    /// </summary>
    public (long Position, long FrameBase) Find(long offset, long limit)
    {
        _step ??= new byte[LargeStep];
        long position = SegmentHeader.Size, expected = BaseOffset, stepStart = 0;
        int stepLength = 0, step = SmallStep;
        while (position < limit)
        {
            long at = position - stepStart;
            if (at < 0 || at + FrameHeader.Size > stepLength)
            {
                // Small frames: read many headers at once. Large ones: do not read what lies between.
                step = stepLength > 0 && at < stepLength + SmallStep ? Math.Min(step * 2, LargeStep) : SmallStep;
                (stepStart, at) = (position, 0);
                stepLength = _file.Read(position, _step.AsSpan(0, step));
                if (stepLength < FrameHeader.Size) throw Corrupt(position, expected, "the file ends within a frame");
            }

            if (!FrameHeader.TryRead(_step.AsSpan((int)at, FrameHeader.Size), _folder.Seed, out FrameHeader header, out string reason))
                throw Corrupt(position, expected, reason);
            if (header.BaseOffset != expected) throw Corrupt(position, expected, "the frame does not continue the one before");
            if (offset < expected + header.Count) return (position, expected);
            expected += header.Count;
            position += header.FrameLength;
        }

        throw Corrupt(position, expected, $"the segment ends before offset {offset}");
    }

    /// <summary>
    /// Reads from the frame at <paramref name="position"/> what fits in about <paramref name="bytes"/>, at least one frame, in
    /// one go into the block's buffer; bytes read, all below <paramref name="limit"/>.
    /// </summary>
    public int ReadInto(RawBlock block, long position, long limit, int bytes, ulong seed, long offset)
    {
        int wanted = (int)Math.Min(Math.Max(bytes, FrameHeader.Size), limit - position);
        int read = ReadAt(block, 0, position, wanted, offset);
        if (read < FrameHeader.Size) throw Corrupt(position, offset, "the segment ends within a frame");
        if (!FrameHeader.TryRead(block.Buffer, seed, out FrameHeader header, out string reason)) throw Corrupt(position, offset, reason);
        if (header.FrameLength <= read) return read;
        if (header.FrameLength > limit - position) throw Corrupt(position, offset, "the frame runs over the segment's durable end");
        return read + ReadAt(block, read, position + read, header.FrameLength - read, offset);
    }

    public LogCorruptException Corrupt(long position, long offset, string reason) =>
        new(_folder.SegmentPath(BaseOffset), position, offset, reason);

    public void Dispose() => _file.Dispose();

    private int ReadAt(RawBlock block, int at, long position, int count, long offset)
    {
        block.Length = at;
        block.EnsureRoom(count);
        int read = _file.Read(position, block.Buffer.AsSpan(at, count));
        return read == count ? read : throw Corrupt(position + read, offset, "the file ends before its durable end");
    }
}
