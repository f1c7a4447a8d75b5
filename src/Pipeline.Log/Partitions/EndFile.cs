using System.Buffers.Binary;
using System.IO.Hashing;
using System.IO.MemoryMappedFiles;

namespace Pipeline.Log.Partitions;

/// <summary>
/// The durable end of a partition for every process: a mapped page with two slots that are written in turn, each with a
/// number and a checksum. A reader takes the whole slot with the higher number, so a slot being written, or left half
/// written by a crash, is passed over.
/// <para>
/// Invariant: a mark is published only after the fsync of what it covers, and the page reaches the disk some time later.
/// So after any crash it says at most what is durable: a lower bound, from which a writer verifies the rest.
/// </para>
/// </summary>
internal sealed unsafe class EndFile : IDisposable
{
    public const int Size = 4096;

    private const int SlotSize = 56;
    private const int FirstSlot = 512, SecondSlot = 1024; // sectors of their own, so that one torn write cannot take both
    private const int MaxTries = 1000; // both slots change under a reader only while the writer publishes twice

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly ulong _seed;
    private ulong _sequence;

    private EndFile(MemoryMappedFile file, MemoryMappedFileAccess access, ulong seed)
    {
        (_file, _seed) = (file, seed);
        _view = file.CreateViewAccessor(0, Size, access);
    }

    /// <summary>Maps the file; null when it is not there or not a whole page.</summary>
    public static EndFile? TryOpen(string path, ulong seed, bool writable)
    {
        if (!File.Exists(path)) return null;
        var stream = new FileStream(
            path, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.Length < Size)
        {
            stream.Dispose();
            return null;
        }

        MemoryMappedFileAccess access = writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read;
        var file = MemoryMappedFile.CreateFromFile(stream, null, 0, access, HandleInheritability.None, leaveOpen: false);
        return new EndFile(file, access, seed);
    }

    /// <summary>The newest whole mark; false when no slot is whole (a damaged file).</summary>
    public bool TryRead(out EndMark mark)
    {
        Span<byte> slot = stackalloc byte[SlotSize];
        ulong newest = 0;
        mark = default;
        var spin = default(SpinWait);
        for (int i = 0; i < MaxTries && newest == 0; i++)
        {
            TakeNewer(FirstSlot, slot, ref newest, ref mark);
            TakeNewer(SecondSlot, slot, ref newest, ref mark);
            if (newest == 0) spin.SpinOnce(sleep1Threshold: -1);
        }

        _sequence = Math.Max(_sequence, newest);
        return newest != 0;
    }

    /// <summary>Shows a mark to all readers. The caller has made durable what it covers.</summary>
    public void Publish(in EndMark mark)
    {
        Span<byte> slot = stackalloc byte[SlotSize];
        _sequence++;
        BinaryPrimitives.WriteUInt64LittleEndian(slot, _sequence);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], mark.Start);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], mark.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(slot[24..], mark.SegmentBase);
        BinaryPrimitives.WriteInt64LittleEndian(slot[32..], mark.Position);
        BinaryPrimitives.WriteInt64LittleEndian(slot[40..], mark.Timestamp);
        BinaryPrimitives.WriteUInt64LittleEndian(slot[48..], Hash(slot));
        byte* at = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref at);
        try
        {
            slot.CopyTo(new Span<byte>(at + Place(_sequence), SlotSize));
            Interlocked.MemoryBarrier(); // visible before the readers are told
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    /// <summary>Makes the published mark durable itself, so that a crash has less to verify.</summary>
    public void Sync() => _view.Flush();

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static int Place(ulong sequence) => (sequence & 1) == 0 ? FirstSlot : SecondSlot;

    private void TakeNewer(int place, Span<byte> slot, ref ulong newest, ref EndMark mark)
    {
        byte* at = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref at);
        try
        {
            new ReadOnlySpan<byte>(at + place, SlotSize).CopyTo(slot);
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        ulong sequence = BinaryPrimitives.ReadUInt64LittleEndian(slot);
        if (sequence <= newest || BinaryPrimitives.ReadUInt64LittleEndian(slot[48..]) != Hash(slot)) return;
        newest = sequence;
        mark = new EndMark(
            BinaryPrimitives.ReadInt64LittleEndian(slot[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[40..]));
    }

    private ulong Hash(ReadOnlySpan<byte> slot) => XxHash3.HashToUInt64(slot[..48], (long)_seed);
}
