using System.Buffers.Text;

namespace Pipeline.Generator;

/// <summary>A reused buffer that one record is written into.</summary>
internal sealed class Utf8Line
{
    private const long Day = 86_400_000;

    private readonly byte[] day = new byte[11];
    private byte[] bytes = new byte[1 << 12];
    private int length;
    private long dayNumber = -1;

    internal ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    internal void Clear() => length = 0;

    internal Utf8Line Text(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        length += text.Length;
        return this;
    }

    internal Utf8Line Number(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out int written);
        length += written;
        return this;
    }

    /// <summary>Hundredths as a JSON number with two decimals.</summary>
    internal Utf8Line Cents(long cents)
    {
        Number(cents / 100);
        Span<byte> room = Room(3);
        room[0] = (byte)'.';
        TwoDigits(room[1..], cents % 100);
        length += 3;
        return this;
    }

    internal Utf8Line Hex(ulong value)
    {
        Span<byte> room = Room(16);
        for (int i = 15; i >= 0; i--, value >>= 4) room[i] = "0123456789abcdef"u8[(int)(value & 15)];
        length += 16;
        return this;
    }

    /// <summary><c>yyyy-MM-dd</c>, a separator, <c>HH:mm:ss</c>, another separator and three digits; no zone.</summary>
    internal Utf8Line Time(long milliseconds, byte separator = (byte)'T', byte fraction = (byte)'.')
    {
        if (milliseconds / Day != dayNumber) FormatDay(milliseconds);
        long inDay = milliseconds % Day;
        Span<byte> room = Room(23);
        day.CopyTo(room);
        room[10] = separator;
        TwoDigits(room[11..], inDay / 3_600_000);
        room[13] = (byte)':';
        TwoDigits(room[14..], inDay / 60_000 % 60);
        room[16] = (byte)':';
        TwoDigits(room[17..], inDay / 1_000 % 60);
        room[19] = fraction;
        room[20] = (byte)('0' + (inDay / 100 % 10));
        TwoDigits(room[21..], inDay % 100);
        length += 23;
        return this;
    }

    private void FormatDay(long milliseconds)
    {
        dayNumber = milliseconds / Day;
        DateTimeOffset date = DateTimeOffset.FromUnixTimeMilliseconds(dayNumber * Day);
        TwoDigits(day, date.Year / 100);
        TwoDigits(day.AsSpan(2), date.Year % 100);
        TwoDigits(day.AsSpan(5), date.Month);
        TwoDigits(day.AsSpan(8), date.Day);
        day[4] = day[7] = (byte)'-';
    }

    private static void TwoDigits(Span<byte> room, long value)
    {
        room[1] = (byte)('0' + (value % 10));
        room[0] = (byte)('0' + (value / 10));
    }

    private Span<byte> Room(int count)
    {
        if (bytes.Length - length < count) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + count));
        return bytes.AsSpan(length);
    }
}
