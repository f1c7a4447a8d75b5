using System.Buffers.Text;

namespace Pipeline.Import.Values;

/// <summary>
/// A decimal number of at most 15 significant digits, exact: <see cref="Unscaled"/> / 10^<see cref="Decimals"/>. Money is read, divided and
/// written by way of it, so never by way of floating point.
/// </summary>
/// <param name="Unscaled">The digits with their sign.</param>
/// <param name="Decimals">How many of them are decimals, 0 to 15.</param>
internal readonly record struct ExactNumber(long Unscaled, int Decimals)
{
    /// <summary>The most significant digits; a quotient of two such numbers is exact in 128 bits.</summary>
    internal const int MostDigits = 15;

    /// <summary>The most bytes that <see cref="Write"/> writes.</summary>
    internal const int MaxLength = MostDigits + 3;

    /// <summary>The decimals that an event's price may have.</summary>
    internal const int MoneyDecimals = 4;

    private static readonly long[] Powers = [.. Enumerable.Range(0, 19).Select(Power)];

    /// <summary>The value is a whole number.</summary>
    internal bool IsInteger => Decimals == 0;

    /// <summary>
    /// Reads a number: perhaps a sign, digits, perhaps a point and decimals, perhaps an exponent. False when the text is none or has more than 15
    /// significant digits. Zeros at either end are no significant digits.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, NumberForm form, out ExactNumber number)
    {
        number = default;
        bool isNegative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+') text = text[1..];
        int mark = text.IndexOfAny((byte)'e', (byte)'E');
        int exponent = 0;
        if (mark >= 0 && !TryExponent(text[(mark + 1)..], out exponent)) return false;
        if (mark >= 0) text = text[..mark];

        int point = text.IndexOf(form.Point);
        ReadOnlySpan<byte> whole = point < 0 ? text : text[..point], fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0) return false;
        fraction = fraction.TrimEnd((byte)'0');
        if (!IsGrouped(whole, form.Thousands)) return false;
        long unscaled = 0;
        int digits = 0;
        if (!TryDigits(whole, form.Thousands, ref unscaled, ref digits) || !TryDigits(fraction, 0, ref unscaled, ref digits)) return false;
        return TryShift(isNegative ? -unscaled : unscaled, fraction.Length - exponent, out number);
    }

    /// <summary>
    /// This number divided by another, with at most 4 decimals. False when it does not come out so and <paramref name="round"/> is not set, when
    /// the divisor is 0, or when the quotient has more than 15 digits. Rounded is to the nearest, a tie to the even digit.
    /// </summary>
    internal bool TryDivide(ExactNumber divisor, bool round, out ExactNumber quotient)
    {
        // Copied: the quotient may be put where this number, a value, is read from.
        (long unscaled, int decimals) = this;
        quotient = default;
        if (divisor.Unscaled == 0) return false;
        Int128 above = (Int128)unscaled * Powers[MoneyDecimals], below = divisor.Unscaled;
        if (divisor.Decimals > decimals) above *= Powers[divisor.Decimals - decimals];
        else below *= Powers[decimals - divisor.Decimals];
        (Int128 whole, Int128 rest) = Int128.DivRem(above, below);
        if (rest != 0)
        {
            if (!round) return false;
            Int128 twice = Int128.Abs(rest) * 2, size = Int128.Abs(below);
            if (twice > size || (twice == size && Int128.IsOddInteger(whole))) whole += (Int128.Sign(above) * Int128.Sign(below)) < 0 ? -1 : 1;
        }

        // Zeros at the end are no digits: 10 000 000 000 / 0.01 has as few as 1.
        int shown = MoneyDecimals;
        for (; shown > 0 && whole % 10 == 0; shown--) whole /= 10;
        return Int128.Abs(whole) < Powers[MostDigits] && TryShift((long)whole, shown, out quotient);
    }

    /// <summary>The number rounded to 4 decimals, to the nearest, a tie to the even digit.</summary>
    internal ExactNumber ToMoney() => TryDivide(new ExactNumber(1, 0), round: true, out ExactNumber rounded) ? rounded : this;

    /// <summary>The number without its sign.</summary>
    internal ExactNumber Absolute() => new(Math.Abs(Unscaled), Decimals);

    /// <summary>Writes it as a JSON number; the bytes written, at most <see cref="MaxLength"/>.</summary>
    internal int Write(Span<byte> target)
    {
        int at = 0;
        long size = Unscaled;
        if (size < 0)
        {
            target[at++] = (byte)'-';
            size = -size;
        }

        (long whole, long fraction) = Math.DivRem(size, Powers[Decimals]);
        Utf8Formatter.TryFormat(whole, target[at..], out int written);
        at += written;
        if (Decimals == 0) return at;
        target[at] = (byte)'.';
        for (int i = Decimals; i > 0; i--, fraction /= 10) target[at + i] = (byte)('0' + (fraction % 10));
        return at + 1 + Decimals;
    }

    private static long Power(int n)
    {
        long power = 1;
        while (n-- > 0) power *= 10;
        return power;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent) =>
        Utf8Parser.TryParse(text.Length > 0 && text[0] == '+' ? text[1..] : text, out exponent, out int read)
        && read > 0 && read == text.Length - (text[0] == '+' ? 1 : 0) && exponent is >= -40 and <= 40;

    /// <summary>A wrong place of the sign between thousands is more likely another number (1.25 for 1,25) than a misplaced sign.</summary>
    private static bool IsGrouped(ReadOnlySpan<byte> whole, byte thousands)
    {
        if (thousands == 0) return true;
        int first = whole.IndexOf(thousands);
        if (first < 0) return true;
        if (first is 0 or > 3) return false;
        for (int at = first; at < whole.Length; at += 4)
        {
            if (whole[at] != thousands || whole.Length - at < 4) return false;
        }

        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, byte thousands, ref long value, ref int digits)
    {
        foreach (byte c in text)
        {
            if (thousands != 0 && c == thousands) continue;
            uint digit = c - (uint)'0';
            if (digit > 9) return false;
            if (digits > 0 || digit > 0) digits++;
            if (digits > 18) return false;
            value = (value * 10) + digit;
        }

        return true;
    }

    /// <summary>The number of digits that has this many decimals, which may be below zero.</summary>
    private static bool TryShift(long unscaled, int decimals, out ExactNumber number)
    {
        number = default;
        if (unscaled == 0) return true;
        for (; decimals > 0 && unscaled % 10 == 0; decimals--) unscaled /= 10;
        for (; decimals < 0; decimals++)
        {
            if (Math.Abs(unscaled) >= Powers[MostDigits]) return false;
            unscaled *= 10;
        }

        if (Math.Abs(unscaled) >= Powers[MostDigits] || decimals > MostDigits) return false;
        number = new ExactNumber(unscaled, decimals);
        return true;
    }
}
