using Pipeline.Core.Settings;

namespace Pipeline.Reference.Tests;

public sealed class SessionTests
{
    [Theory]
    [InlineData(1_799_000, 1)]
    [InlineData(1_800_000, 1)]
    [InlineData(1_800_001, 2)]
    [InlineData(1_801_000, 2)]
    public void A_gap_greater_than_30_minutes_starts_a_session(long gap, int sessions)
    {
        TestResult result = new TestLog().Add("page_view", "a", 0).Add("refund", "a", gap).Run();
        Assert.Equal($"{sessions}", result.Field("users", "a", "sessions"));
    }

    [Fact]
    public void The_gap_is_since_the_event_before_and_a_setting()
    {
        TestLog log = new TestLog().Add("page_view", "a", 0).Add("page_view", "a", 2000).Add("page_view", "a", 4001);
        Assert.Equal("2", log.Run(new FoldSettings { SessionGapMilliseconds = 2000 }).Field("users", "a", "sessions"));
    }

    [Fact]
    public void An_event_that_arrives_late_but_inside_the_horizon_joins_two_sessions()
    {
        TestLog log = new TestLog().Add("page_view", "a", 0).Add("page_view", "a", 2_000_000).Add("page_view", "a", 1_000_000);
        Assert.Equal("1", log.Run().Field("users", "a", "sessions"));
    }

    [Fact]
    public void Sessions_and_conversion_count_where_the_session_starts()
    {
        TestResult result = new TestLog()
            .Add("page_view", "a", 3_599_000).Add("purchase", "a", 3_600_000).Add("page_view", "b", 3_599_000).Add("page_view", "c", 3_599_999)
            .Run();
        string[] fields = ["sessions", "converted_sessions", "conversion_rate", "active_users", "purchases"];
        Assert.Equal("3 1 \"0.333333\" 3 0", result.Fields("site-hours", "2026-01-05T10:00:00Z", fields));
        Assert.Equal("0 0 null 1 1", result.Fields("site-hours", "2026-01-05T11:00:00Z", fields));
        Assert.Equal("3 1 \"0.333333\" 3 1", result.Fields("site-days", "2026-01-05T00:00:00Z", fields));
        Assert.Equal(["2026-01-05T10:59:00Z", "2026-01-05T11:00:00Z"], result.Ids("site-minutes"));
    }

    [Fact]
    public void Flow_pairs_consecutive_places_of_a_session_and_passes_refunds_over()
    {
        TestResult result = new TestLog()
            .Add("page_view", "a", 0, ("page_url", "/x?1")).Add("page_view", "a", 1, ("page_url", "/x#2")).Add("product_view", "a", 2)
            .Add("refund", "a", 3).Add("add_to_cart", "a", 4).Add("purchase", "a", 5).Add("page_view", "a", 5_000_000)
            .Run();
        Assert.Equal(
            ["/x#/x|2026-01-05", "/x#product|2026-01-05", "cart#purchase|2026-01-05", "product#cart|2026-01-05"], result.Ids("flow-days"));
        Assert.Equal(
            "{\"_id\":\"/x#/x|2026-01-05\",\"count\":1,\"day\":\"2026-01-05\",\"from\":\"/x\",\"to\":\"/x\"}", result.Lines("flow-days")[0]);
    }

    [Fact]
    public void An_edge_is_on_the_day_of_the_later_event()
    {
        TestResult result = new TestLog().Add("product_view", "a", 14 * 3_600_000 - 1).Add("product_view", "a", 14 * 3_600_000).Run();
        Assert.Equal(["product#product|2026-01-06"], result.Ids("flow-days"));
    }

    [Fact]
    public void Equal_timestamps_are_ordered_by_partition_then_offset()
    {
        TestResult result = new TestLog()
            .AddTo(1, "page_view", "a", 0, ("page_url", "/3")).AddTo(0, "page_view", "a", 0, ("page_url", "/1"))
            .AddTo(0, "page_view", "a", 0, ("page_url", "/2")).Run(partitions: 2);
        Assert.Equal(["/1#/2|2026-01-05", "/2#/3|2026-01-05"], result.Ids("flow-days"));
    }
}
