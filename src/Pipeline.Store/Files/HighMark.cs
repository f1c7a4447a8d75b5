using System.Buffers.Binary;
using System.IO.Hashing;

namespace Pipeline.Store.Files;

/// <summary>
/// A small file beside an append file that says how far that one was acknowledged. An append file alone cannot tell a torn tail
/// (never acknowledged, to be cut) from damage to its last acknowledged record; with the mark it can. It is written after the
/// acknowledged flush, into two slots by turns, and not flushed itself: it survives every end of the process and, after a loss of
/// power, may be some seconds old, which weakens the proof but never makes it wrong.
/// </summary>
internal sealed class HighMark : IDisposable
{
    private const ulong Magic = 0x314B52414D50504F; // "OPPMARK1"
    private const uint Version = 1;
    private const int SlotBytes = FilePrefix.Size + 32;
    private const int SlotDistance = 512;

    private readonly IStoreFile _file;
    private readonly byte[] _slot = new byte[SlotBytes];
    private long _next;

    private HighMark(IStoreFile file) => _file = file;

    /// <summary>Grows with every acknowledged record; 0 when nothing was acknowledged or nothing is known.</summary>
    public long Sequence { get; private set; }

    /// <summary>A number that the owner notes along.</summary>
    public long First { get; private set; }

    /// <summary>Another number that the owner notes along.</summary>
    public long Second { get; private set; }

    /// <summary>Whether the file was there and could be read.</summary>
    public bool WasKnown { get; private set; }

    public static HighMark Open(IFileLayer files, string path)
    {
        bool isNew = files.LengthOf(path) < 0;
        var mark = new HighMark(files.Open(path, FileUse.Write));
        try
        {
            if (isNew)
            {
                // All its blocks exist from here on: later writes need no space and no new length.
                mark._file.Write(0, new byte[SlotDistance + SlotBytes]);
                mark._file.Flush();
                files.FlushFolder(Path.GetDirectoryName(path)!);
            }

            mark.ReadSlot(0, path);
            mark.ReadSlot(SlotDistance, path);
            return mark;
        }
        catch
        {
            // Whatever went wrong, the handle must not stay open; the error goes on.
            mark.Dispose();
            throw;
        }
    }

    public void Set(long sequence, long first, long second)
    {
        (Sequence, First, Second) = (sequence, first, second);
        FilePrefix.Write(_slot, Magic, Version);
        BinaryPrimitives.WriteInt64LittleEndian(_slot.AsSpan(16), sequence);
        BinaryPrimitives.WriteInt64LittleEndian(_slot.AsSpan(24), first);
        BinaryPrimitives.WriteInt64LittleEndian(_slot.AsSpan(32), second);
        BinaryPrimitives.WriteUInt64LittleEndian(_slot.AsSpan(40), XxHash3.HashToUInt64(_slot.AsSpan(0, 40)));
        try
        {
            _next = SlotDistance - _next;
            _file.Write(_next, _slot);
        }
        catch (IOException)
        {
            // What it accompanies is durable and acknowledged already; an old mark only proves less.
        }
    }

    public void Dispose() => _file.Dispose();

    private void ReadSlot(long position, string path)
    {
        if (_file.Read(position, _slot) < SlotBytes || FilePrefix.Read(_slot, Magic) is not { } version) return;
        if (version > Version) throw new StoreVersionException(path, version, Version);
        if (BinaryPrimitives.ReadUInt64LittleEndian(_slot.AsSpan(40)) != XxHash3.HashToUInt64(_slot.AsSpan(0, 40))) return;
        WasKnown = true;
        long sequence = BinaryPrimitives.ReadInt64LittleEndian(_slot.AsSpan(16));
        if (sequence < Sequence) return;
        _next = position;
        Sequence = sequence;
        First = BinaryPrimitives.ReadInt64LittleEndian(_slot.AsSpan(24));
        Second = BinaryPrimitives.ReadInt64LittleEndian(_slot.AsSpan(32));
    }
}
