using Pipeline.Core.Settings;
using Pipeline.Reference.Decoding;
using Pipeline.Reference.Judging;
using Pipeline.Testing.Streams;

namespace Pipeline.Reference.Tests;

public sealed class JudgingTests
{
    private const long Hour = 3_600_000;

    private static (string, object?) Id(object id) => ("event_id", id);

    [Theory]
    [InlineData(0, "2 0 0 0")]
    [InlineData(1, "1 0 1 0")]
    public void Late_is_older_than_the_newest_minus_the_horizon(long beyond, string ledger)
    {
        TestLog log = new TestLog().Add("page_view", "a", Hour).Add("page_view", "a", -beyond);
        Assert.Equal(ledger, log.Run().Ledger());
    }

    [Fact]
    public void Another_shoppers_clock_makes_nothing_late()
    {
        TestLog log = new TestLog().Add("page_view", "a", 1000 * Hour).Add("page_view", "b", 0).Add("page_view", "b", -Hour);
        Assert.Equal("3 0 0 0", log.Run().Ledger());
    }

    [Theory]
    [InlineData(4_095, 1, "4096 0 0 0")]
    [InlineData(4_096, 1, "4096 0 1 0")]
    [InlineData(4_096, 0, "4097 0 0 0")]
    public void Late_is_also_what_4096_accepted_events_have_a_larger_timestamp_than(int others, int before, string ledger)
    {
        var log = new TestLog();
        for (int i = 0; i < others; i++) log.Add("page_view", "a", 1 + (i / 10));
        log.Add("page_view", "a", 1 - before);
        Assert.Equal(ledger, log.Run().Ledger());
    }

    [Fact]
    public void Late_events_move_nothing()
    {
        TestResult result = new TestLog()
            .Add("page_view", "a", 2 * Hour).Add("purchase", "a", 0, Id("x")).Add("page_view", "a", 2 * Hour, Id("x")).Run();
        Assert.Equal("2 0 1 0", result.Ledger());
        Assert.Empty(result.Lines("products"));
        Assert.StartsWith("{\"_id\":\"0|1\",\"offset\":1,\"partition\":0,\"record\":\"", result.Lines("late").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_remembered_id_makes_a_duplicate_of_the_same_shopper_only()
    {
        TestResult result = new TestLog()
            .Add("page_view", "a", 0, Id(7)).Add("purchase", "a", 5, Id("7")).Add("page_view", "b", 0, Id("7")).Run();
        Assert.Equal("2 1 0 0", result.Ledger());
        Assert.Empty(result.Lines("products"));
    }

    [Theory]
    [InlineData(Hour, "2 1 0 0")]
    [InlineData(Hour + 1, "3 0 0 0")]
    public void An_id_is_remembered_while_its_event_is_inside_the_horizon(long newest, string ledger)
    {
        TestLog log = new TestLog().Add("page_view", "a", 0, Id("x")).Add("page_view", "a", newest).Add("page_view", "a", newest, Id("x"));
        Assert.Equal(ledger, log.Run().Ledger());
    }

    [Fact]
    public void The_new_event_itself_does_not_move_the_horizon_before_it_is_judged()
    {
        TestLog log = new TestLog().Add("page_view", "a", 0, Id("x")).Add("page_view", "a", 100 * Hour, Id("x"));
        Assert.Equal("1 1 0 0", log.Run().Ledger());
    }

    [Theory]
    [InlineData(4_095, 1)]
    [InlineData(4_096, 0)]
    public void An_id_is_forgotten_when_4096_accepted_events_have_a_larger_timestamp(int others, int duplicates)
    {
        TestLog log = new TestLog().Add("page_view", "a", 0, Id("x"));
        for (int i = 0; i < others; i++) log.Add("page_view", "a", 1);
        log.Add("page_view", "a", 1, Id("x"));
        Assert.Equal($"{others + 2 - duplicates} {duplicates} 0 0", log.Run().Ledger());
    }

    [Fact]
    public void An_id_used_again_after_it_was_forgotten_is_remembered_anew()
    {
        TestLog log = new TestLog()
            .Add("page_view", "a", 0, Id("x")).Add("page_view", "a", 2 * Hour).Add("page_view", "a", 2 * Hour, Id("x"))
            .Add("page_view", "a", 2 * Hour, Id("x"));
        Assert.Equal("3 1 0 0", log.Run().Ledger());
    }

    [Fact]
    public void Late_is_checked_before_duplicate()
    {
        TestLog log = new TestLog()
            .Add("page_view", "a", Hour, Id("x")).Add("page_view", "a", 2 * Hour).Add("page_view", "a", 0, Id("x"));
        Assert.Equal("2 0 1 0", log.Run().Ledger());
    }

    [Fact]
    public void The_horizon_is_a_setting()
    {
        TestLog log = new TestLog().Add("page_view", "a", 1).Add("page_view", "a", 0);
        Assert.Equal("1 0 1 0", log.Run(new FoldSettings { HorizonMilliseconds = 0 }).Ledger());
        Assert.Equal("2 0 0 0", log.Run(new FoldSettings { HorizonMilliseconds = 1 }).Ledger());
    }

    [Fact]
    public void The_ledger_adds_up_per_partition_and_has_empty_ones()
    {
        TestResult result = new TestLog()
            .AddTo(0, "page_view", "a", 5).AddTo(2, "page_view", "a", 7).AddTo(2, "page_view", "a", -Hour).AddRaw([], 2).Run(partitions: 3);
        Assert.Equal(
            [
                "{\"_id\":\"0\",\"accepted\":1,\"duplicates\":0,\"late\":0,\"newest\":\"2026-01-05T10:00:00.005Z\",\"next_offset\":1,\"partition\":0,\"records\":1,\"rejected\":0}",
                "{\"_id\":\"1\",\"accepted\":0,\"duplicates\":0,\"late\":0,\"newest\":null,\"next_offset\":0,\"partition\":1,\"records\":0,\"rejected\":0}",
                "{\"_id\":\"2\",\"accepted\":1,\"duplicates\":0,\"late\":1,\"newest\":\"2026-01-05T10:00:00.007Z\",\"next_offset\":3,\"partition\":2,\"records\":3,\"rejected\":1}",
            ],
            result.Lines("ledger"));
    }

    /// <summary>The judge keeps 4,096 timestamps; this looks at all accepted events every time.</summary>
    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.0)]
    [InlineData(3, 1.0)]
    public void The_judge_equals_looking_at_all_accepted_events(int seed, double burst)
    {
        const long horizon = 3_600_000;
        var shape = new StreamShape { Users = 1, Burst = burst, Duplicate = 0.3, Late = 0.1, HorizonMilliseconds = horizon };
        var judge = new ShopperJudge(horizon);
        var accepted = new List<ReferenceEvent>();
        bool IsOutside(long time) =>
            accepted.Count > 0 && (time < accepted.Max(e => e.Timestamp) - horizon || accepted.Count(e => e.Timestamp > time) >= 4096);

        foreach (MadeRecord record in new StreamMaker(seed, shape).Make(1_500))
        {
            if (ReferenceDecoder.Decode(record.Bytes, null).Event is not { UserId: "7" } e) continue;
            Verdict expected = IsOutside(e.Timestamp) ? Verdict.Late
                : e.EventId is not null && accepted.Exists(a => a.EventId == e.EventId && !IsOutside(a.Timestamp)) ? Verdict.Duplicate
                : Verdict.Accepted;
            if (expected == Verdict.Accepted) accepted.Add(e);
            Assert.Equal(expected, judge.Judge(e));
        }
    }
}
