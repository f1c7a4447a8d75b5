using CsCheck;
using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Tests.Totals;

/// <summary>Totals are sums of differences: a commutative group.</summary>
public sealed class SubtotalsTests
{
    private const long Origin = 1_767_139_200_000;
    private const int Kinds = 4;

    /// <summary>What is counted, when in three days, and of what.</summary>
    private static readonly Gen<(int Kind, int Minute, int What)[]> Differences =
        Gen.Select(Gen.Int[0, Kinds - 1], Gen.Int[0, 3 * 24 * 60], Gen.Int[0, 5_000]).Array[0, 80];

    [Fact]
    public void Any_order_gives_the_same() => Gen.Select(Differences, Gen.Int).Sample(
        (differences, seed) =>
        {
            SortedDictionary<string, Int128> expected = Sum(differences);
            new Random(seed).Shuffle(differences);
            Assert.Equal(expected, Sum(differences));
        },
        iter: 300);

    [Fact]
    public void Two_shards_sums_are_one_shards() => Gen.Select(Differences, Gen.Int[0, 80]).Sample(
        (differences, cut) =>
        {
            cut = Math.Min(cut, differences.Length);
            Assert.Equal(Sum(differences), Sum(differences[..cut], differences[cut..]));
        },
        iter: 300);

    [Fact]
    public void What_is_taken_back_was_never_there() => Gen.Select(Differences, Differences, Gen.Int).Sample(
        (kept, taken, seed) =>
        {
            using var pool = new PagePool();
            using var days = new Days(pool);
            (int Sign, (int Kind, int Minute, int What) Difference)[] all =
                [.. kept.Select(d => (1, d)), .. taken.Select(d => (1, d)), .. taken.Select(d => (-1, d))];
            new Random(seed).Shuffle(all);
            var totals = new Subtotals(days);
            foreach ((int sign, (int Kind, int Minute, int What) difference) in all) Add(totals, difference, sign);
            Assert.Equal(Sum(kept), TotalsDump.Of(days));
        },
        iter: 300);

    private static SortedDictionary<string, Int128> Sum(params (int Kind, int Minute, int What)[][] shares)
    {
        using var pool = new PagePool();
        Days[] shards = [.. shares.Select(_ => new Days(pool))];
        for (int s = 0; s < shares.Length; s++)
        {
            var totals = new Subtotals(shards[s]);
            foreach ((int, int, int) difference in shares[s]) Add(totals, difference, +1);
        }

        SortedDictionary<string, Int128> sum = TotalsDump.Of(shards);
        foreach (Days shard in shards) shard.Dispose();
        return sum;
    }

    private static void Add(Subtotals totals, (int Kind, int Minute, int What) difference, int sign)
    {
        (int kind, int minute, int what) = difference;
        long time = Origin + (minute * Subtotals.MinuteMs);
        switch (kind)
        {
            case 0:
                totals.Session(time, sign);
                break;
            case 1:
                totals.ConvertedSession(time, sign);
                break;
            case 2:
                totals.Flow(time, what % 3, what % 4, sign);
                break;
            default:
                totals.Conversion(time, what % 2, (ushort)(what % 3), what * 977L, what % 5 == 0 ? null : what - 2_500, (ushort)(what % 2), sign);
                break;
        }
    }
}
