using Pipeline.Core.Events;

namespace Pipeline.Core.Documents;

/// <summary>Puts an id together from texts, separators and times.</summary>
internal sealed class IdBuffer
{
    private byte[] _bytes = new byte[512];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public IdBuffer Start(ReadOnlySpan<byte> text)
    {
        _length = 0;
        return Add(text);
    }

    public IdBuffer Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
        return this;
    }

    public IdBuffer AddBucket(long milliseconds)
    {
        _length += EventTime.WriteBucket(milliseconds, Room(EventTime.BucketLength));
        return this;
    }

    public IdBuffer AddDay(int day)
    {
        _length += EventTime.WriteDay(day * EventTime.Day, Room(EventTime.DayLength));
        return this;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _length < bytes) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
        return _bytes.AsSpan(_length);
    }
}
