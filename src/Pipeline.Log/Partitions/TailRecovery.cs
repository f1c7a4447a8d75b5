using Pipeline.Log.Files;
using Pipeline.Log.Frames;

namespace Pipeline.Log.Partitions;

/// <summary>
/// Opens a partition for writing after whatever happened: verifies what lies behind the published end, keeps whole frames,
/// cuts a torn tail, makes the rest durable and publishes the new end.
/// <para>
/// Only the last segment can have a torn tail, because a segment is synced before the next one begins; anything else that
/// does not fit is damage, which is reported and never cut.
/// </para>
/// </summary>
internal sealed class TailRecovery(PartitionFolder folder, ILogFiles files)
{
    private byte[] _frame = new byte[64 << 10];
    private long _kept, _cut;
    private bool _rebuilt;

    public LogRecovery Report => new(folder.Partition, _kept, _cut, _rebuilt);

    /// <summary>The end from which to go on; <paramref name="endFile"/> is open and shows it.</summary>
    public EndMark Run(out EndFile endFile)
    {
        EndFile? found = EndFile.TryOpen(folder.EndPath, folder.Seed, writable: true);
        EndMark mark = default;
        _rebuilt = found is null || !found.TryRead(out mark);
        if (_rebuilt)
        {
            found?.Dispose();
            mark = FirstMark();
            found = NewEndFile(folder, files, mark);
        }

        endFile = found!;
        try
        {
            mark = Verify(mark);
            endFile.Publish(mark);
            endFile.Sync();
            DeleteBelow(mark.Start);
            return mark;
        }
        catch
        {
            // Whatever failed: the caller gets no end file to dispose of.
            endFile.Dispose();
            throw;
        }
    }

    /// <summary>Creates an end file that shows <paramref name="mark"/>, durably.</summary>
    public static EndFile NewEndFile(PartitionFolder folder, ILogFiles files, in EndMark mark)
    {
        using (ILogFile file = files.Create(folder.EndPath))
        {
            file.Write(0, new byte[EndFile.Size]);
            file.Sync();
        }

        files.SyncFolder(folder.Path);
        EndFile endFile = EndFile.TryOpen(folder.EndPath, folder.Seed, writable: true)!;
        endFile.Publish(mark);
        endFile.Sync();
        return endFile;
    }

    /// <summary>With the end lost, nothing is known to be durable: everything there is is verified.</summary>
    private EndMark FirstMark()
    {
        List<long> segments = folder.Segments();
        if (segments.Count == 0) throw new LogCorruptException(folder.Path, 0, -1, "the partition has no segments and no end file");
        using ILogFile file = files.Open(folder.SegmentPath(segments[0]), writable: false);
        if (!TryReadHeader(file, segments[0], out SegmentHeader header)) throw Corrupt(segments[0], 0, segments[0], "the segment's header is damaged");
        return new EndMark(segments[0], segments[0], segments[0], SegmentHeader.Size, header.PreviousTimestamp);
    }

    private EndMark Verify(EndMark mark)
    {
        List<long> segments = folder.Segments();
        segments.RemoveAll(segment => segment < mark.SegmentBase);
        if (segments.Count == 0 || segments[0] != mark.SegmentBase)
            throw Corrupt(mark.SegmentBase, 0, mark.Offset, "the segment of the durable end is missing");
        for (int i = 0; i < segments.Count; i++)
        {
            long segment = segments[i];
            bool last = i == segments.Count - 1;
            using ILogFile file = files.Open(folder.SegmentPath(segment), writable: true);
            if (segment != mark.SegmentBase)
            {
                if (segment != mark.Offset) throw Corrupt(segment, 0, mark.Offset, "the segment does not continue the one before");
                mark = mark with { SegmentBase = segment, Position = SegmentHeader.Size };
                if (last && (file.Length < SegmentHeader.Size || !TryReadHeader(file, segment, out _)))
                {
                    Recreate(mark, file.Length);
                    break;
                }
            }

            if (!TryReadHeader(file, segment, out _)) throw Corrupt(segment, 0, segment, "the segment's header is damaged");
            mark = VerifySegment(file, mark, last);
        }

        files.SyncFolder(folder.Path);
        return mark;
    }

    /// <summary>A segment whose beginning broke off: records go there only after its header is durable, so it has none.</summary>
    private void Recreate(in EndMark mark, long length)
    {
        _cut += length;
        SegmentTail.NewSegment(folder, files, mark.SegmentBase, mark.Timestamp).Dispose();
    }

    private EndMark VerifySegment(ILogFile file, EndMark mark, bool last)
    {
        long length = file.Length;
        if (length < mark.Position)
            throw Corrupt(mark.SegmentBase, length, mark.Offset, $"the file ends before its durable end at byte {mark.Position}");
        while (mark.Position < length)
        {
            if (!TryReadFrame(file, mark, length, out FrameHeader header, out string reason))
            {
                if (!last) throw Corrupt(mark.SegmentBase, mark.Position, mark.Offset, reason);
                break;
            }

            // Written again, because an fsync that failed before the crash may have left the pages clean but not on the disk.
            file.Write(mark.Position, _frame.AsSpan(0, header.FrameLength));
            _kept += header.Count;
            mark = mark with
            {
                Position = mark.Position + header.FrameLength,
                Offset = mark.Offset + header.Count,
                Timestamp = header.Timestamp,
            };
        }

        if (mark.Position < length)
        {
            _cut += length - mark.Position;
            file.SetLength(mark.Position);
        }

        file.Sync();
        return mark;
    }

    private bool TryReadFrame(ILogFile file, in EndMark mark, long length, out FrameHeader header, out string reason)
    {
        header = default;
        reason = "the file ends within a frame";
        if (length - mark.Position < FrameHeader.Size) return false;
        Span<byte> bytes = _frame.AsSpan(0, FrameHeader.Size);
        if (file.Read(mark.Position, bytes) < bytes.Length) return false;
        if (!FrameHeader.TryRead(bytes, folder.Seed, out header, out string headerReason))
        {
            reason = headerReason;
            return false;
        }

        if (length - mark.Position < header.FrameLength) return false;
        if (_frame.Length < header.FrameLength) _frame = new byte[header.FrameLength];
        bytes = _frame.AsSpan(0, header.FrameLength);
        if (file.Read(mark.Position, bytes) < bytes.Length) return false;
        reason = "the frame does not continue the one before, or does not match its checksum";
        return header.BaseOffset == mark.Offset
            && FrameHeader.HashPayload(bytes[FrameHeader.Size..], folder.Seed) == header.PayloadHash;
    }

    private bool TryReadHeader(ILogFile file, long baseOffset, out SegmentHeader header)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        int read = file.Read(0, bytes);
        return SegmentHeader.TryRead(bytes[..read], out header)
            && header.Identity == folder.Identity && header.Partition == folder.Partition && header.BaseOffset == baseOffset;
    }

    /// <summary>Finishes what retention had begun: the start was raised, the files were not deleted yet.</summary>
    private void DeleteBelow(long start)
    {
        List<long> segments = folder.Segments();
        for (int i = 0; i + 1 < segments.Count && segments[i + 1] <= start; i++) files.Delete(folder.SegmentPath(segments[i]));
    }

    private LogCorruptException Corrupt(long segment, long position, long offset, string reason) =>
        new(folder.SegmentPath(segment), position, offset, reason);
}
