using System.Globalization;

namespace Pipeline.Core.Documents;

/// <summary>Quotients as documents have them, rounded half to even.</summary>
internal static class Rate
{
    private const int Scale = 1_000_000;

    /// <summary>A quotient of counts with 6 places.</summary>
    public static string Of(long part, long whole)
    {
        Int128 millionths = DivideHalfEven((Int128)part * Scale, whole);
        return string.Create(CultureInfo.InvariantCulture, $"{millionths / Scale}.{millionths % Scale:000000}");
    }

    /// <summary>Both at least 0, the divisor above.</summary>
    public static Int128 DivideHalfEven(Int128 value, Int128 divisor)
    {
        (Int128 quotient, Int128 rest) = Int128.DivRem(value, divisor);
        Int128 twice = rest * 2;
        return twice > divisor || (twice == divisor && Int128.IsOddInteger(quotient)) ? quotient + 1 : quotient;
    }
}
