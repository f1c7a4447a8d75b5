using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Cli.Verifying;

namespace Pipeline.Cli.Tests.Verifying;

/// <summary>Two sorted streams stay in step whatever their ids hold: one real difference is one difference.</summary>
public sealed class SideBySideTests
{
    private static readonly string[] Ids = ["a", "a\u0001", "a\n", "a\"", "a#", "a\\", "a\\b", "a]", "b", "é", "\uE000", "😀"];

    [Fact]
    public void Equal_streams_have_no_difference() => Assert.Equal(0, Compare(Ids, Ids).Count);

    [Fact]
    public void A_line_too_many_or_too_few_is_one_difference_each()
    {
        foreach (string one in Ids)
        {
            string[] others = [.. Ids.Where(id => id != one)];
            Verdicts extra = Compare(expected: others, actual: Ids), missing = Compare(expected: Ids, actual: others);
            Assert.Equal((1, Ids.Length), (extra.Count, extra.Documents));
            Assert.Contains("the log does not give", extra.Differences[0], StringComparison.Ordinal);
            Assert.Equal((1, Ids.Length - 1), (missing.Count, missing.Documents));
            Assert.Contains("the state lacks", missing.Differences[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_retention_took_may_lack_and_nothing_else()
    {
        string[] all = ["0|10", "0|5", "0|50", "1|7"];
        long[] from = [10, 0];
        Assert.Equal((0, 1), Found(Compare(all, ["0|10", "0|50", "1|7"], "late", from)));
        Assert.Equal((1, 0), Found(Compare(all, ["0|5", "0|50", "1|7"], "late", from)));
        Assert.Equal((1, 1), Found(Compare(all, ["0|10", "0|50"], "dead-letters", from)));
        Assert.Equal((1, 0), Found(Compare(["0|50"], ["0|5", "0|50"], "dead-letters", from)));
        Assert.Equal((1, 0), Found(Compare(all, ["0|10", "0|50", "1|7"], "users", from)));
    }

    private static (long Differences, long Taken) Found(Verdicts verdicts) => (verdicts.Count, verdicts.Taken);

    private static Verdicts Compare(string[] expected, string[] actual, string collection = "users", long[]? from = null)
    {
        Verdicts verdicts = new() { FactsFrom = from ?? [] };
        using SideBySide sides = new(collection, expected.Select(Line), verdicts);
        foreach (string id in actual) sides.Take(Line(id));
        sides.End();
        return verdicts;
    }

    private static byte[] Line(string id) => Encoding.UTF8.GetBytes($$"""{"_id":{{JsonValue.Create(id).ToJsonString()}},"n":1}""");
}
