using System.Buffers.Text;
using System.Text;

namespace Pipeline.Core.Events;

/// <summary>
/// Money is a count of ten-thousandths of a currency's unit: a <see cref="long"/> for one event's amount, an
/// <see cref="Int128"/> for a sum. It never passes through floating point, and its text always has 4 decimals.
/// </summary>
public static class Money
{
    /// <summary>Ten-thousandths in one unit.</summary>
    public const int Scale = 10_000;

    /// <summary>The most bytes that <see cref="Write"/> writes: sign, 35 digits, point, 4 digits.</summary>
    public const int MaxLength = 41;

    private const int Places = 4;
    private const int ChunkDigits = 18;
    private const long Chunk = 1_000_000_000_000_000_000;

    /// <summary>Writes <c>12.3400</c> or <c>-0.5000</c> to <paramref name="target"/>, which holds <see cref="MaxLength"/> bytes; returns the bytes written.</summary>
    public static int Write(Int128 tenThousandths, Span<byte> target)
    {
        int at = 0;
        UInt128 size = (UInt128)tenThousandths;
        if (tenThousandths < 0)
        {
            target[at++] = (byte)'-';
            size = UInt128.Zero - size;
        }

        at += WriteDigits(size / Scale, target[at..]);
        uint rest = (uint)(size % Scale);
        target[at] = (byte)'.';
        for (int i = Places; i > 0; i--, rest /= 10) target[at + i] = (byte)('0' + (rest % 10));
        return at + 1 + Places;
    }

    /// <summary>The text of <paramref name="tenThousandths"/>.</summary>
    public static string ToText(Int128 tenThousandths)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Write(tenThousandths, text)]);
    }

    /// <summary>Reads what <see cref="Write"/> writes, and only that; false also for a sum of more than 128 bits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Int128 tenThousandths)
    {
        tenThousandths = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative) text = text[1..];
        int units = text.Length - Places - 1;
        if (units < 1 || units > MaxLength - Places - 2 || text[units] != '.' || (units > 1 && text[0] == '0')) return false;

        Int128 size = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (i == units) continue;
            int digit = text[i] - '0';
            if ((uint)digit > 9 || size < (Int128.MinValue + digit) / 10) return false;
            // Counted downwards, because the smallest number has no positive counterpart.
            size = (size * 10) - digit;
        }

        if (negative ? size == 0 : size == Int128.MinValue) return false;
        tenThousandths = negative ? size : -size;
        return true;
    }

    private static int WriteDigits(UInt128 number, Span<byte> target)
    {
        int written;
        if (number <= (UInt128)long.MaxValue)
        {
            Utf8Formatter.TryFormat((long)number, target, out written);
            return written;
        }

        int upper = WriteDigits(number / Chunk, target);
        Utf8Formatter.TryFormat((long)(number % Chunk), target[upper..], out written, new('D', ChunkDigits));
        return upper + written;
    }
}
