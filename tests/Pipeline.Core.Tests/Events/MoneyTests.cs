using System.Numerics;
using System.Text;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Events;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(0, "0.0000")]
    [InlineData(1, "0.0001")]
    [InlineData(-1, "-0.0001")]
    [InlineData(-5000, "-0.5000")]
    [InlineData(9999, "0.9999")]
    [InlineData(10_000, "1.0000")]
    [InlineData(123_400, "12.3400")]
    [InlineData(long.MaxValue, "922337203685477.5807")]
    [InlineData(long.MinValue, "-922337203685477.5808")]
    public void Has_four_decimals(long value, string text)
    {
        Assert.Equal(text, Money.ToText(value));
        Assert.True(Money.TryParse(Encoding.ASCII.GetBytes(text), out Int128 parsed));
        Assert.Equal(value, parsed);
    }

    [Fact]
    public void Reaches_128_bits()
    {
        Assert.Equal("17014118346046923173168730371588410.5727", Money.ToText(Int128.MaxValue));
        Assert.Equal("-17014118346046923173168730371588410.5728", Money.ToText(Int128.MinValue));
        Assert.Equal(Money.MaxLength, Money.ToText(Int128.MinValue).Length);
        Assert.False(Money.TryParse("17014118346046923173168730371588410.5728"u8, out _));
        Assert.False(Money.TryParse("-17014118346046923173168730371588410.5729"u8, out _));
    }

    [Fact]
    public void Writing_and_reading_are_inverse_for_any_size()
    {
        Random random = new(7);
        for (int i = 0; i < 20_000; i++)
        {
            Int128 value = new((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue));
            value >>= random.Next(128);
            string text = Money.ToText(value);
            Assert.True(Money.TryParse(Encoding.ASCII.GetBytes(text), out Int128 parsed));
            Assert.Equal(value, parsed);
            Assert.Equal((BigInteger)value, BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1")]
    [InlineData("1.000")]
    [InlineData("1.00000")]
    [InlineData(".0000")]
    [InlineData("-.0000")]
    [InlineData("01.0000")]
    [InlineData("-0.0000")]
    [InlineData("+1.0000")]
    [InlineData("1,0000")]
    [InlineData("1.0a00")]
    [InlineData("a.0000")]
    [InlineData(" 1.0000")]
    [InlineData("--1.0000")]
    [InlineData("999999999999999999999999999999999999.0000")]
    public void Reads_only_what_it_writes(string text) => Assert.False(Money.TryParse(Encoding.ASCII.GetBytes(text), out _));
}
