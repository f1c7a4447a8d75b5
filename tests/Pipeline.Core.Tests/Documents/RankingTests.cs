using System.Text;
using CsCheck;
using Pipeline.Core.Documents;

namespace Pipeline.Core.Tests.Documents;

public sealed class RankingTests
{
    [Fact]
    public void Equal_values_stand_by_their_ids_bytes()
    {
        // By UTF-16 units the last two would stand the other way round, by a culture's rules most of them.
        string[] sorted = ["", "1", "10", "2", "Z", "a", "a1", "b", "é", "\uFFFD", "\U00010000"];
        var ranking = new Ranking(sorted.Length);
        foreach (string id in sorted.Reverse()) ranking.Offer(Encoding.UTF8.GetBytes(id), 7);
        Assert.Equal(sorted, ranking.Entries().Select(e => e.Text));
    }

    [Fact]
    public void A_tie_at_the_end_leaves_the_lower_id_in()
    {
        foreach (string[] order in new string[][] { ["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"] })
        {
            var ranking = new Ranking(2);
            foreach (string id in order) ranking.Offer(Encoding.UTF8.GetBytes(id), 1);
            Assert.Equal(["a", "b"], ranking.Entries().Select(e => e.Text));
        }
    }

    [Fact]
    public void The_first_so_many_of_all_sorted() =>
        Gen.Select(Gen.Int[1, 12], Gen.Dictionary(Gen.Int[0, 60], Gen.Int[-3, 3])[0, 40], Gen.Int)
            .Sample(Compare, iter: 2_000);

    [Fact]
    public void Sums_beyond_64_bits_and_negative_ones_have_their_place()
    {
        var ranking = new Ranking(3);
        ranking.Offer("least"u8, Int128.MinValue);
        ranking.Offer("debt"u8, -1);
        ranking.Offer("most"u8, (Int128)long.MaxValue * 4);
        ranking.Offer("some"u8, long.MaxValue);
        Assert.Equal(["most", "some", "debt"], ranking.Entries().Select(e => e.Text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Ranking.Longest + 1)]
    public void Has_a_bound(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => new Ranking(length));

    private static void Compare(int length, Dictionary<int, int> values, int seed)
    {
        var ranking = new Ranking(length);
        KeyValuePair<int, int>[] offered = [.. values];
        new Random(seed).Shuffle(offered);
        foreach ((int id, int value) in offered) ranking.Offer(Encoding.UTF8.GetBytes($"p{id}"), value);
        string[] expected =
        [
            .. values.OrderByDescending(v => v.Value).ThenBy(v => $"p{v.Key}", StringComparer.Ordinal).Take(length)
                .Select(v => $"p{v.Key} {v.Value}"),
        ];
        Assert.Equal(expected, ranking.Entries().Select(e => $"{e.Text} {e.Value}"));
    }
}
