using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Pipeline.Reference.Decoding;

/// <summary>Unit prices: a JSON number by its value, 0 to 1e9 with at most 4 decimals.</summary>
internal static partial class PriceRule
{
    private const long MaxPrice = 1_000_000_000L * 10_000;

    /// <summary>The price in ten-thousandths; null when the text is no JSON number or breaks the rule.</summary>
    public static long? Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success) return null;

        // The number is digits × 10^exponent, with the digits' zeros on both sides taken away.
        string fraction = match.Groups["fraction"].Value;
        BigInteger exponent = -fraction.Length;
        if (match.Groups["exponent"].Success)
            exponent += BigInteger.Parse(match.Groups["exponent"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string digits = (match.Groups["whole"].Value + fraction).TrimStart('0');
        if (digits.Length == 0) return 0;
        int length = digits.Length;
        digits = digits.TrimEnd('0');
        exponent += length - digits.Length;

        if (match.Groups["minus"].Success || exponent < -4 || digits.Length + exponent > 10) return null;
        BigInteger price = BigInteger.Parse(digits, CultureInfo.InvariantCulture) * BigInteger.Pow(10, (int)exponent + 4);
        return price <= MaxPrice ? (long)price : null;
    }

    [GeneratedRegex(@"\A(?<minus>-)?(?<whole>0|[1-9][0-9]*)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z")]
    private static partial Regex Form();
}
