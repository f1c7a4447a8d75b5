namespace Pipeline.Core.Decoding;

/// <summary>Numbers of RFC 8259, read exactly.</summary>
internal static class JsonNumber
{
    // More than a record has bytes, so that no number of digits makes up for an exponent beyond it.
    private const int ExponentLimit = 1 << 20;

    /// <summary>The bytes of the number that <paramref name="text"/> begins with; 0 when it begins with none.</summary>
    public static int Read(ReadOnlySpan<byte> text, out bool integer)
    {
        integer = true;
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int digits = Digits(text, at);
        if (digits == 0) return 0;
        // A leading zero ends the number, so that what stands behind it is found to be no JSON.
        at += text[at] == '0' ? 1 : digits;

        if (at < text.Length && text[at] == '.')
        {
            integer = false;
            digits = Digits(text, at + 1);
            if (digits == 0) return 0;
            at += 1 + digits;
        }

        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            integer = false;
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-') at++;
            digits = Digits(text, at);
            if (digits == 0) return 0;
            at += digits;
        }

        return at;
    }

    /// <summary>
    /// The value of <paramref name="number"/>, which <see cref="Read"/> accepted, in ten-thousandths; false when it is
    /// below 0, above <paramref name="limit"/> (at most 10^14 ten-thousandths) or no whole number of them.
    /// </summary>
    public static bool TryTenThousandths(ReadOnlySpan<byte> number, long limit, out long value)
    {
        value = 0;
        bool negative = number[0] == '-';
        if (negative) number = number[1..];
        int mark = number.IndexOfAny((byte)'e', (byte)'E');
        ReadOnlySpan<byte> mantissa = mark < 0 ? number : number[..mark];
        int exponent = mark < 0 ? 0 : Exponent(number[(mark + 1)..]);
        int point = mantissa.IndexOf((byte)'.');
        if (point >= 0) exponent -= mantissa.Length - point - 1;

        mantissa = mantissa.TrimStart("0."u8);
        if (mantissa.IsEmpty) return true;
        if (negative) return false;

        ReadOnlySpan<byte> significant = mantissa.TrimEnd("0."u8);
        foreach (byte dropped in mantissa[significant.Length..]) exponent += dropped == '0' ? 1 : 0;
        // At most 19 bytes lie between the first and the last digit that counts, or the value is outside the limit.
        int power = exponent + 4;
        if (power < 0 || power > 14 || significant.Length > 16) return false;
        foreach (byte digit in significant)
        {
            if (digit != '.') value = (value * 10) + (digit - '0');
        }

        for (; power > 0 && value <= limit; power--) value *= 10;
        return value <= limit;
    }

    private static int Exponent(ReadOnlySpan<byte> text)
    {
        int exponent = 0;
        foreach (byte digit in text.TrimStart("+-"u8))
        {
            exponent = Math.Min((exponent * 10) + (digit - '0'), ExponentLimit);
        }

        return text[0] == '-' ? -exponent : exponent;
    }

    private static int Digits(ReadOnlySpan<byte> text, int from)
    {
        int count = text[from..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return count < 0 ? text.Length - from : count;
    }
}
