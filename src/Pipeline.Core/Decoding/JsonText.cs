using System.Text;

namespace Pipeline.Core.Decoding;

/// <summary>The escapes of JSON strings.</summary>
internal static class JsonText
{
    private const int UnicodeEscape = 6; // \uXXXX

    /// <summary>
    /// Bytes of the escape that <paramref name="text"/> begins with: 2, 6, or 12 for a surrogate pair; 0 when it begins with
    /// none, which half a pair is too.
    /// </summary>
    public static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '\\') return 0;
        if (text[1] != 'u') return "\"\\/bfnrt"u8.Contains(text[1]) ? 2 : 0;
        if (!TryReadUnit(text, out char first)) return 0;
        if (!char.IsSurrogate(first)) return UnicodeEscape;
        return char.IsHighSurrogate(first) && TryReadUnit(text[UnicodeEscape..], out char second) && char.IsLowSurrogate(second)
            ? 2 * UnicodeEscape
            : 0;
    }

    /// <summary>
    /// Writes the text that the valid string <paramref name="raw"/> stands for, never more bytes than it has; returns the
    /// bytes written. <paramref name="target"/> may end where the text does.
    /// </summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> target)
    {
        int written = 0;
        while (true)
        {
            int plain = raw.IndexOf((byte)'\\');
            ReadOnlySpan<byte> before = plain < 0 ? raw : raw[..plain];
            before.CopyTo(target[written..]);
            written += before.Length;
            if (plain < 0) return written;

            raw = raw[plain..];
            int escape = EscapeLength(raw);
            if (escape == 2) target[written++] = Short(raw[1]);
            else written += Character(raw, escape).EncodeToUtf8(target[written..]);
            raw = raw[escape..];
        }
    }

    private static byte Short(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    private static Rune Character(ReadOnlySpan<byte> escape, int length)
    {
        TryReadUnit(escape, out char first);
        if (length == UnicodeEscape) return new Rune(first);
        TryReadUnit(escape[UnicodeEscape..], out char second);
        return new Rune(first, second);
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (text.Length < UnicodeEscape || text[0] != '\\' || text[1] != 'u') return false;
        int value = 0;
        foreach (byte digit in text[2..UnicodeEscape])
        {
            if (!char.IsAsciiHexDigit((char)digit)) return false;
            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        unit = (char)value;
        return true;
    }
}
