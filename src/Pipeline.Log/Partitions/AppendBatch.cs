using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Pipeline.Log.Frames;

namespace Pipeline.Log.Partitions;

/// <summary>
/// Records that are written together: one buffer of frames, as they go to the file, and those who wait for it.
/// Its size is bounded by its owner (<see cref="LogWriterOptions.MaxPendingBytes"/>); it is reused.
/// </summary>
internal sealed class AppendBatch(int frameBytes)
{
    private readonly List<BatchFrame> _frames = [];
    private readonly List<AppendWaiter> _waiters = [];
    private readonly List<int> _lengths = [];
    private byte[] _data = new byte[16 << 10];
    private int _length;
    private int _frameStart;
    private bool _wide;

    /// <summary>Number of records.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes taken, and room for the table of the frame that is open.</summary>
    public int Bytes => _length + (_lengths.Count * sizeof(int));

    public bool HasWaiters => _waiters.Count > 0;

    /// <summary>The frames, once sealed.</summary>
    public ReadOnlySpan<BatchFrame> Frames => CollectionsMarshal.AsSpan(_frames);

    public void Add(ReadOnlySpan<byte> record)
    {
        if (_lengths.Count > 0 && Bytes - _frameStart + record.Length > frameBytes) CloseFrame();
        if (_lengths.Count == 0) OpenFrame();
        EnsureRoom(record.Length);
        record.CopyTo(_data.AsSpan(_length));
        _length += record.Length;
        _lengths.Add(record.Length);
        _wide |= record.Length > ushort.MaxValue;
        Count++;
    }

    public void Add(AppendWaiter waiter) => _waiters.Add(waiter);

    /// <summary>Gives every frame its offset, time and checksums.</summary>
    public void Seal(long baseOffset, long timestamp, ulong seed)
    {
        if (_lengths.Count > 0) CloseFrame();
        foreach (BatchFrame frame in _frames)
        {
            Span<byte> bytes = _data.AsSpan(frame.Start, frame.Length);
            ulong hash = FrameHeader.HashPayload(bytes[FrameHeader.Size..], seed);
            var header = new FrameHeader(frame.Length - FrameHeader.Size, frame.Count, frame.Wide, baseOffset, timestamp, hash);
            header.Write(bytes, seed);
            baseOffset += frame.Count;
        }
    }

    /// <summary>Bytes of the frames from <paramref name="first"/> up to, without, <paramref name="end"/>.</summary>
    public ReadOnlySpan<byte> BytesOf(int first, int end)
    {
        int from = _frames[first].Start;
        return _data.AsSpan(from, _frames[end - 1].Start + _frames[end - 1].Length - from);
    }

    public void Acknowledge()
    {
        foreach (AppendWaiter waiter in _waiters) waiter.Acknowledge();
    }

    public void Fail(Func<Exception> error)
    {
        foreach (AppendWaiter waiter in _waiters) waiter.TrySetException(error());
    }

    public void Clear()
    {
        _frames.Clear();
        _waiters.Clear();
        _lengths.Clear();
        (Count, _length, _frameStart, _wide) = (0, 0, 0, false);
    }

    private void OpenFrame()
    {
        _frameStart = _length;
        EnsureRoom(FrameHeader.Size);
        _length += FrameHeader.Size;
    }

    private void CloseFrame()
    {
        int size = _wide ? sizeof(uint) : sizeof(ushort);
        EnsureRoom(_lengths.Count * size);
        foreach (int length in CollectionsMarshal.AsSpan(_lengths))
        {
            Span<byte> at = _data.AsSpan(_length);
            if (_wide) BinaryPrimitives.WriteInt32LittleEndian(at, length);
            else BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)length);
            _length += size;
        }

        _frames.Add(new BatchFrame(_frameStart, _length - _frameStart, _lengths.Count, _wide));
        _lengths.Clear();
        _wide = false;
    }

    private void EnsureRoom(int more)
    {
        int needed = checked(_length + more);
        if (needed > _data.Length) Array.Resize(ref _data, (int)Math.Min(Array.MaxLength, Math.Max(needed, _data.Length * 2L)));
    }
}
