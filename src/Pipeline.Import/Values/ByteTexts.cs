namespace Pipeline.Import.Values;

/// <summary>Small things that are done with texts as bytes.</summary>
internal static class ByteTexts
{
    /// <summary>Without spaces, tabs and line ends around it, also not the space that does not break (U+00A0).</summary>
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (text[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') text = text[1..];
            else if (text.StartsWith("\u00A0"u8)) text = text[2..];
            else break;
        }

        while (!text.IsEmpty)
        {
            if (text[^1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') text = text[..^1];
            else if (text.EndsWith("\u00A0"u8)) text = text[..^2];
            else break;
        }

        return text;
    }

    /// <summary>Trimmed, and without the first of the words that stands at its beginning or end (a unit, a currency's sign).</summary>
    internal static ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> text, IReadOnlyList<byte[]> words)
    {
        text = Trim(text);
        foreach (byte[] word in words)
        {
            if (text.EndsWith(word)) return Trim(text[..^word.Length]);
            if (text.StartsWith(word)) return Trim(text[word.Length..]);
        }

        return text;
    }

    /// <summary>The digits of a whole number that may be written with a point and zeros (<c>17850.0</c>); false when it is none.</summary>
    internal static bool TryInteger(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> digits)
    {
        digits = text = Trim(text);
        int point = text.IndexOf((byte)'.');
        if (point >= 0)
        {
            if (text[(point + 1)..].ContainsAnyExcept((byte)'0')) return false;
            digits = text[..point];
        }

        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        digits = digits.TrimStart((byte)'0');
        if (digits.IsEmpty) digits = "0"u8;
        return true;
    }

    /// <summary>ASCII letters of the other case; all else stays.</summary>
    internal static void ChangeCase(ReadOnlySpan<byte> text, LetterCase to, Span<byte> target)
    {
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            target[i] = to switch
            {
                LetterCase.Upper when c is >= (byte)'a' and <= (byte)'z' => (byte)(c - 32),
                LetterCase.Lower when c is >= (byte)'A' and <= (byte)'Z' => (byte)(c + 32),
                _ => c,
            };
        }
    }
}
