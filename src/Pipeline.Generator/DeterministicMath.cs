namespace Pipeline.Generator;

/// <summary>
/// Logarithm and power from the four basic operations, which IEEE 754 fixes to the bit; <see cref="Math.Log(double)"/> and
/// <see cref="Math.Pow"/> come from the platform's library and differ in their last bits.
/// </summary>
internal static class DeterministicMath
{
    private const double Ln2 = 0.693147180559945309417232121458;

    /// <summary>Natural logarithm of a positive, normal number.</summary>
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        long exponent = (bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        double z = (mantissa - 1) / (mantissa + 1), square = z * z, power = z, sum = 0;
        for (int i = 1; i < 40; i += 2)
        {
            sum += power / i;
            power *= square;
        }

        return (exponent * Ln2) + (2 * sum);
    }

    /// <summary>e^x for |x| below 700.</summary>
    internal static double Exp(double x)
    {
        double whole = Math.Floor((x / Ln2) + 0.5);
        double rest = x - (whole * Ln2), term = 1, sum = 1;
        for (int i = 1; i < 22; i++)
        {
            term = term * rest / i;
            sum += term;
        }

        return sum * BitConverter.Int64BitsToDouble(((long)whole + 1023) << 52);
    }

    /// <summary>x^y for positive x.</summary>
    internal static double Pow(double x, double y) => Exp(y * Log(x));
}
