using System.Globalization;
using System.Numerics;
using System.Text;
using Pipeline.Import.Values;

namespace Pipeline.Cli.Tests.Import;

/// <summary>Numbers are exact: held against whole numbers of any size.</summary>
public sealed class MappingNumberTests
{
    private const int Trials = 20_000;

    [Fact]
    public void What_is_read_is_written()
    {
        Random random = new(11);
        for (int i = 0; i < Trials; i++)
        {
            (long unscaled, int decimals) = (random.NextInt64(-999_999_999_999_999, 1_000_000_000_000_000) / (long)Math.Pow(10, random.Next(15)), random.Next(8));
            string text = Text(unscaled, decimals);
            Assert.True(ExactNumber.TryParse(Encoding.ASCII.GetBytes(text), NumberForm.Usual, out ExactNumber number), text);
            Assert.Equal(decimal.Parse(text, CultureInfo.InvariantCulture), decimal.Parse(Written(number), CultureInfo.InvariantCulture));
            string german = text.Replace('.', ',');
            Assert.True(ExactNumber.TryParse(Encoding.ASCII.GetBytes(german), new NumberForm((byte)',', (byte)'.'), out ExactNumber same), german);
            Assert.Equal(number, same);
        }
    }

    [Fact]
    public void A_quotient_times_its_divisor_is_the_dividend()
    {
        Random random = new(12);
        int exact = 0;
        for (int i = 0; i < Trials; i++)
        {
            ExactNumber divisor = Number(random.NextInt64(1, i % 2 == 0 ? 40 : 1_000_000), random.Next(3));
            ExactNumber dividend = Number(random.NextInt64(-100_000_000, 100_000_000), random.Next(5));
            bool isExact = dividend.TryDivide(divisor, round: false, out ExactNumber quotient);
            BigInteger above = Scaled(dividend, 10) * 10_000, whole = BigInteger.Divide(above, Scaled(divisor, 10));
            Assert.Equal(above % Scaled(divisor, 10) == 0 && Digits(whole) <= ExactNumber.MostDigits, isExact);
            if (isExact) Assert.Equal(Scaled(dividend, 20), Scaled(quotient, 10) * Scaled(divisor, 10));
            exact += isExact ? 1 : 0;

            // No more than 15 digits are kept, so that what has more of them is refused and not made inexact.
            bool isRounded = dividend.TryDivide(divisor, round: true, out ExactNumber rounded);
            BigInteger twice = BigInteger.Abs(above % Scaled(divisor, 10)) * 2;
            bool isUp = twice > Scaled(divisor, 10) || (twice == Scaled(divisor, 10) && !whole.IsEven);
            Assert.Equal(Digits(isUp ? whole + above.Sign : whole) <= ExactNumber.MostDigits, isRounded);
            if (!isRounded) continue;
            BigInteger error = BigInteger.Abs(Scaled(dividend, 20) - (Scaled(rounded, 10) * Scaled(divisor, 10)));
            BigInteger half = Scaled(divisor, 10) * BigInteger.Pow(10, 6) / 2;
            Assert.True(error < half || (error == half && Scaled(rounded, 4).IsEven), $"{dividend} / {divisor} is not {rounded}");
        }

        Assert.InRange(exact, Trials / 20, Trials);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData("1e999")]
    [InlineData("e5")]
    [InlineData(" 1")]
    [InlineData("Infinity")]
    [InlineData("1234567890123456.7")]
    public void No_numbers(string text) => Assert.False(ExactNumber.TryParse(Encoding.ASCII.GetBytes(text), NumberForm.Usual, out _));

    [Theory]
    [InlineData("1,25")]
    [InlineData("12,3456")]
    [InlineData(",123")]
    [InlineData("1234,567")]
    [InlineData("1,,234")]
    public void Thousands_in_wrong_places_are_no_numbers(string text) =>
        Assert.False(ExactNumber.TryParse(Encoding.ASCII.GetBytes(text), new NumberForm((byte)'.', (byte)','), out _));

    private static ExactNumber Number(long unscaled, int decimals)
    {
        Assert.True(ExactNumber.TryParse(Encoding.ASCII.GetBytes(Text(unscaled, decimals)), NumberForm.Usual, out ExactNumber number));
        return number;
    }

    private static string Text(long unscaled, int decimals)
    {
        string digits = Math.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        return (unscaled < 0 ? "-" : "") + (decimals == 0 ? digits : digits[..^decimals] + "." + digits[^decimals..]);
    }

    private static string Written(ExactNumber number)
    {
        Span<byte> target = stackalloc byte[ExactNumber.MaxLength];
        return Encoding.ASCII.GetString(target[..number.Write(target)]);
    }

    /// <summary>The digits of a number with 4 decimals, without zeros at its end that are decimals.</summary>
    private static int Digits(BigInteger tenThousandths)
    {
        for (int i = 0; i < ExactNumber.MoneyDecimals && tenThousandths % 10 == 0; i++) tenThousandths /= 10;
        return BigInteger.Abs(tenThousandths).ToString(CultureInfo.InvariantCulture).Length;
    }

    private static BigInteger Scaled(ExactNumber number, int decimals) => number.Unscaled * BigInteger.Pow(10, decimals - number.Decimals);
}
