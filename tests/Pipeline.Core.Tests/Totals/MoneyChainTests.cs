using System.Numerics;
using System.Text;
using CsCheck;
using Pipeline.Core.Documents;
using Pipeline.Core.Events;
using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Tests.Totals;

public sealed unsafe class MoneyChainTests
{
    private static readonly string[] Currencies = ["USD", "EUR", "AAA", "ZZZ"];

    private static readonly Gen<(int Currency, long Amount)[]> Amounts = Gen.Select(
        Gen.Int[0, Currencies.Length - 1], Gen.OneOf(Gen.Long[-3, 3], Gen.Long, Gen.Const(long.MaxValue), Gen.Const(long.MinValue))).Array[0, 60];

    [Fact]
    public void Sums_are_exact_beyond_64_bits_in_any_order() => Gen.Select(Amounts, Gen.Int).Sample(
        (amounts, seed) =>
        {
            string expected = Expected(amounts);
            Assert.Equal(expected, Sum(amounts));
            new Random(seed).Shuffle(amounts);
            Assert.Equal(expected, Sum(amounts));
        },
        iter: 1_000);

    [Fact]
    public void Two_shares_are_the_whole() => Gen.Select(Amounts, Gen.Int[0, 60]).Sample(
        (amounts, cut) => Assert.Equal(Expected(amounts), Sum(amounts[..Math.Min(cut, amounts.Length)], amounts[Math.Min(cut, amounts.Length)..])),
        iter: 1_000);

    [Fact]
    public void A_currency_in_which_all_was_taken_back_is_gone_and_one_that_nets_to_nothing_stays() => Gen.Select(Amounts, Gen.Int).Sample(
        (amounts, seed) =>
        {
            using var pool = new PagePool();
            using var arena = new Arena(pool);
            uint chain = Add(arena, amounts, +1, 0);
            new Random(seed).Shuffle(amounts);
            chain = Add(arena, amounts, -1, chain);
            Assert.Equal("""{"revenue":{}}""", Write(arena, chain));
            chain = Add(arena, [(0, 5), (0, -5)], +1, chain);
            Assert.Equal("""{"revenue":{"USD":"0.0000"}}""", Write(arena, chain));
        },
        iter: 500);

    private static uint Add(Arena arena, (int Currency, long Amount)[] amounts, int sign, uint chain)
    {
        foreach ((int currency, long amount) in amounts)
            MoneyChain.Add(arena, ref chain, Letters.Pack(Encoding.ASCII.GetBytes(Currencies[currency])), (Int128)sign * amount, sign);
        return chain;
    }

    private static string Sum(params (int Currency, long Amount)[][] shares)
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        return Write(arena, [.. shares.Select(share => Add(arena, share, +1, 0))]);
    }

    private static string Write(Arena arena, params uint[] chains)
    {
        var sum = new RevenueSum();
        var line = new LineWriter();
        foreach (uint chain in chains) sum.Add(arena.Table, chain);
        line.Open('{');
        sum.Write(line);
        line.Close('}');
        return Encoding.UTF8.GetString(line.Written);
    }

    private static string Expected((int Currency, long Amount)[] amounts)
    {
        IEnumerable<string> sums = amounts.GroupBy(a => Currencies[a.Currency]).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"\"{g.Key}\":\"{Text(g.Aggregate(BigInteger.Zero, (sum, a) => sum + a.Amount))}\"");
        return "{\"revenue\":{" + string.Join(',', sums) + "}}";
    }

    private static string Text(BigInteger tenThousandths)
    {
        string digits = BigInteger.Abs(tenThousandths).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(5, '0');
        return (tenThousandths.Sign < 0 ? "-" : "") + digits[..^4] + "." + digits[^4..];
    }
}
