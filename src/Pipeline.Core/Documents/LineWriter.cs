using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Pipeline.Core.Events;

namespace Pipeline.Core.Documents;

/// <summary>
/// Writes one document as a line of canonical JSON: no spaces, keys in the order in which they are given (the caller sorts), texts as they
/// are but for <c>"</c>, <c>\</c> and control characters. Reused from line to line.
/// </summary>
internal sealed class LineWriter
{
    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private byte[] _bytes = new byte[1024];
    private int _length;
    private bool _first = true;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => (_length, _first) = (0, true);

    public void Open(char bracket)
    {
        Separate();
        Raw((byte)bracket);
        _first = true;
    }

    public void Close(char bracket)
    {
        Raw((byte)bracket);
        _first = false;
    }

    public void Key(ReadOnlySpan<byte> key)
    {
        Separate();
        Raw((byte)'"');
        Raw(key);
        Raw("\":"u8);
        _first = true;
    }

    /// <summary>A key that may need escapes.</summary>
    public void TextKey(ReadOnlySpan<byte> key)
    {
        Text(key);
        Raw((byte)':');
        _first = true;
    }

    public void Text(ReadOnlySpan<byte> text)
    {
        Separate();
        Raw((byte)'"');
        while (true)
        {
            int plain = text.IndexOfAny(Escaped);
            if (plain < 0) break;
            Raw(text[..plain]);
            Escape(text[plain]);
            text = text[(plain + 1)..];
        }

        Raw(text);
        Raw((byte)'"');
    }

    public void Text(string text) => Text(System.Text.Encoding.UTF8.GetBytes(text));

    public void Number(long value)
    {
        Separate();
        Utf8Formatter.TryFormat(value, Room(20), out int written);
        _length += written;
    }

    public void Number(Int128 value)
    {
        Separate();
        value.TryFormat(Room(41), out int written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Null()
    {
        Separate();
        Raw("null"u8);
    }

    public void Amount(Int128 tenThousandths)
    {
        Separate();
        Raw((byte)'"');
        _length += Money.Write(tenThousandths, Room(Money.MaxLength));
        Raw((byte)'"');
    }

    /// <summary>A time in ms with its fraction.</summary>
    public void Instant(long milliseconds)
    {
        Separate();
        Raw((byte)'"');
        _length += EventTime.WriteInstant(milliseconds, Room(EventTime.InstantLength));
        Raw((byte)'"');
    }

    public void Bucket(long milliseconds)
    {
        Separate();
        Raw((byte)'"');
        _length += EventTime.WriteBucket(milliseconds, Room(EventTime.BucketLength));
        Raw((byte)'"');
    }

    public void Day(int day)
    {
        Separate();
        Raw((byte)'"');
        _length += EventTime.WriteDay(day * EventTime.Day, Room(EventTime.DayLength));
        Raw((byte)'"');
    }

    public void Base64(ReadOnlySpan<byte> bytes)
    {
        Separate();
        Raw((byte)'"');
        EncodeBase64(bytes);
        Raw((byte)'"');
    }

    private void EncodeBase64(ReadOnlySpan<byte> bytes)
    {
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, Room(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        _length += written;
    }

    private void Escape(byte value)
    {
        Raw((byte)'\\');
        switch (value)
        {
            case (byte)'"' or (byte)'\\': Raw(value); break;
            case 8: Raw((byte)'b'); break;
            case 9: Raw((byte)'t'); break;
            case 10: Raw((byte)'n'); break;
            case 12: Raw((byte)'f'); break;
            case 13: Raw((byte)'r'); break;
            default:
                Raw("u00"u8);
                Utf8Formatter.TryFormat(value, Room(2), out int written, new System.Buffers.StandardFormat('x', 2));
                _length += written;
                break;
        }
    }

    private void Separate()
    {
        if (!_first) Raw((byte)',');
        _first = false;
    }

    private void Raw(byte value)
    {
        Room(1)[0] = value;
        _length++;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _length < bytes) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
        return _bytes.AsSpan(_length);
    }
}
