using System.Text;

namespace Pipeline.Import.Rows;

/// <summary>The encoding of older Windows programs in western Europe, which holds ISO 8859-1. Every byte is a character.</summary>
internal static class Windows1252
{
    /// <summary>The most bytes of UTF-8 that a byte becomes.</summary>
    internal const int MostBytes = 3;

    // 0x80 to 0x9F; the five that are free stand for themselves, as browsers take them.
    private const string High = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    /// <summary>Writes a text as UTF-8; the bytes written, at most <see cref="MostBytes"/> for each.</summary>
    internal static int ToUtf8(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int at = 0;
        foreach (byte c in text)
        {
            Rune rune = new(c is >= 0x80 and < 0xA0 ? High[c - 0x80] : (char)c);
            at += rune.EncodeToUtf8(target[at..]);
        }

        return at;
    }
}
