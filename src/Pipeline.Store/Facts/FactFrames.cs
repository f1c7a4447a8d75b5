using Pipeline.Store.Files;

namespace Pipeline.Store.Facts;

/// <summary>Goes through a segment's frames in order, or reads single ones, through a window on the file.</summary>
internal sealed class FactFrames(IStoreFile file, int shard, long end)
{
    /// <summary>Bytes read at once; longer only for a longer frame.</summary>
    private const int WindowBytes = 64 << 10;

    private byte[] _window = [];
    private long _windowStart;
    private int _windowLength;

    /// <summary>Where the next frame begins.</summary>
    public long Position { get; private set; } = FactSegment.HeaderBytes;

    /// <summary>Whether everything up to the end was whole.</summary>
    public bool IsAtEnd => Position == end;

    /// <summary>The next frame; false at the end and where what follows is no whole frame.</summary>
    public bool Next(out FactFrame frame)
    {
        if (!TryReadAt(Position, out frame)) return false;
        Position += frame.Length;
        return true;
    }

    /// <summary>The frame at a position. It is valid until the next call.</summary>
    public bool TryReadAt(long position, out FactFrame frame)
    {
        frame = default;
        ReadOnlySpan<byte> head = Bytes(position, FactFrame.HeadBytes);
        if (head.IsEmpty) return false;
        int length = FactFrame.LengthOf(head);
        if (length == 0) return false;
        ReadOnlySpan<byte> bytes = Bytes(position, length);
        return !bytes.IsEmpty && FactFrame.TryRead(bytes, shard, out frame);
    }

    private ReadOnlySpan<byte> Bytes(long position, int length)
    {
        if (position + length > end) return default;
        if (position < _windowStart || position + length > _windowStart + _windowLength)
        {
            int wanted = (int)Math.Min(Math.Max(length, WindowBytes), end - position);
            if (_window.Length < wanted) _window = new byte[Math.Max(wanted, WindowBytes)];
            _windowStart = position;
            _windowLength = file.Read(position, _window.AsSpan(0, wanted));
            if (_windowLength < length) return default;
        }

        return _window.AsSpan((int)(position - _windowStart), length);
    }
}
