using System.Globalization;

namespace Pipeline.Cli.Querying.Fields;

/// <summary>Decimals as integers of a small unit.</summary>
internal static class ExactNumber
{
    /// <summary>Units of the finest number that there is.</summary>
    internal const int Millionths = 1_000_000;

    private const int Places = 6;
    private const int MostDigits = 26;

    /// <summary>A number of which <paramref name="scale"/> units make one, with all its decimals.</summary>
    internal static string ToText(Int128 number, int scale)
    {
        if (scale == 1) return number.ToString(CultureInfo.InvariantCulture);
        Int128 size = Int128.Abs(number);
        string decimals = (size % scale + scale).ToString(CultureInfo.InvariantCulture)[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{(number < 0 ? "-" : "")}{size / scale}.{decimals}");
    }

    /// <summary>Reads <c>12</c>, <c>-0.5</c> or, with at most 4 decimals, <c>3.5%</c> in millionths.</summary>
    internal static bool TryParse(string text, out Int128 millionths)
    {
        millionths = 0;
        bool isPercent = text.EndsWith('%'), isNegative = text.StartsWith('-');
        string number = text[(isNegative ? 1 : 0)..(isPercent ? ^1 : ^0)];
        string[] parts = number.Split('.');
        string decimals = parts.Length > 1 ? parts[1] : "";
        int places = isPercent ? Places - 2 : Places;
        if (parts.Length > 2 || decimals.Length > places || number.Length is 0 or > MostDigits || number.EndsWith('.')) return false;
        if (!Int128.TryParse(parts[0] + decimals.PadRight(places, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out Int128 size)) return false;
        millionths = isNegative ? -size : size;
        return true;
    }

    /// <summary>A quotient, rounded half to even; the divisor is not 0.</summary>
    internal static Int128 DivideHalfEven(Int128 value, Int128 divisor)
    {
        bool isNegative = value < 0 != divisor < 0;
        Int128 size = Int128.Abs(value), by = Int128.Abs(divisor);
        (Int128 quotient, Int128 rest) = Int128.DivRem(size, by);
        Int128 twice = rest * 2;
        if (twice > by || (twice == by && Int128.IsOddInteger(quotient))) quotient++;
        return isNegative ? -quotient : quotient;
    }
}
