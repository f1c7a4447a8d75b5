using System.Globalization;
using Pipeline.Reference.Totals;

namespace Pipeline.Reference.Documents;

/// <summary>Times, money and rates as documents show them.</summary>
internal static class DocumentValues
{
    /// <summary>A time, <c>2017-11-26T01:00:00.000Z</c>.</summary>
    public static string Time(long milliseconds) => Format(milliseconds, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>A bucket's start, <c>2017-11-26T01:00:00Z</c>.</summary>
    public static string Bucket(long milliseconds) => Format(milliseconds, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>A day, <c>2017-11-26</c>.</summary>
    public static string Day(long milliseconds) => Format(milliseconds, "yyyy-MM-dd");

    /// <summary>Ten-thousandths with exactly 4 decimals, <c>-0.5000</c>.</summary>
    public static string Money(Int128 tenThousandths)
    {
        string digits = Int128.Abs(tenThousandths).ToString(CultureInfo.InvariantCulture).PadLeft(5, '0');
        return (tenThousandths < 0 ? "-" : string.Empty) + digits[..^4] + "." + digits[^4..];
    }

    /// <summary>An object of currencies.</summary>
    public static SortedList<string, object?> Money(Revenue revenue)
    {
        SortedList<string, object?> sums = DocumentText.NewObject();
        foreach ((string currency, Int128 sum) in revenue.Sums) sums.Add(currency, Money(sum));
        return sums;
    }

    /// <summary><paramref name="part"/> / <paramref name="whole"/> with 6 places, half-even; null when there is no whole.</summary>
    public static string? Rate(long part, long whole)
    {
        if (whole == 0) return null;
        string digits = DivideHalfEven((Int128)part * 1_000_000, whole).ToString(CultureInfo.InvariantCulture).PadLeft(7, '0');
        return digits[..^6] + "." + digits[^6..];
    }

    /// <summary>The nearest integer, of two equally near ones the even; for a dividend of 0 or more.</summary>
    public static Int128 DivideHalfEven(Int128 dividend, Int128 divisor)
    {
        (Int128 quotient, Int128 remainder) = Int128.DivRem(dividend, divisor);
        bool roundsUp = remainder * 2 > divisor || (remainder * 2 == divisor && Int128.IsOddInteger(quotient));
        return roundsUp ? quotient + 1 : quotient;
    }

    private static string Format(long milliseconds, string format) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString(format, CultureInfo.InvariantCulture);
}
