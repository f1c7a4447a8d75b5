using Pipeline.Core.Events;
using Pipeline.Core.Settings;

namespace Pipeline.Reference.Tests;

public sealed class FunnelTests
{
    private const long Minute = 60_000;

    private static readonly EventMatch View = EventMatch.Of(EventType.ProductView), Cart = EventMatch.Of(EventType.AddToCart),
        Buy = EventMatch.Of(EventType.Purchase), Back = EventMatch.Of(EventType.Refund), Page = EventMatch.Of(EventType.PageView);

    private static FunnelDefinition Funnel(FunnelOrder order, EventMatch[] steps, params FunnelExclusion[] exclude) =>
        new("f", steps, Minute, order, [], exclude);

    private static EventMatch With(EventMatch match, params (FunnelField, string)[] where) =>
        match with { Where = where.ToDictionary(condition => condition.Item1, condition => condition.Item2) };

    /// <summary>A log of one shopper, an event a second, named by letters: v c b r p.</summary>
    private static TestLog Log(string events)
    {
        var log = new TestLog();
        for (int i = 0; i < events.Length; i++)
            log.Add(events[i] switch { 'v' => "product_view", 'c' => "add_to_cart", 'b' => "purchase", 'r' => "refund", _ => "page_view" }, "a", i * 1000);
        return log;
    }

    [Theory]
    [InlineData("vcb", "[1,1,1] 1 0 0")]
    [InlineData("vpcrb", "[1,1,1] 1 0 0")]
    [InlineData("vvvc", "[1,1,0] 0 0 1")]
    [InlineData("vbc", "[1,1,0] 0 0 1")]
    [InlineData("vcbvcbv", "[3,2,2] 2 0 1")]
    public void Sequential_steps_happen_in_order_and_others_may_lie_between(string events, string expected) =>
        Assert.Equal(expected, Log(events).Run(Funnel(FunnelOrder.Sequential, [View, Cart, Buy])).Funnel("f"));

    [Fact]
    public void There_is_no_document_without_an_attempt() =>
        Assert.Empty(Log("cbcb").Run(Funnel(FunnelOrder.Sequential, [View, Cart, Buy])).Lines("funnel-days"));

    [Theory]
    [InlineData("vcb", "[1,1,1] 1 0 0")]
    [InlineData("vpcb", "[1,0,0] 0 0 1")]
    [InlineData("vrcb", "[1,0,0] 0 0 1")]
    [InlineData("vvcb", "[2,1,1] 1 0 1")]
    [InlineData("vcvcb", "[2,2,1] 1 0 1")]
    [InlineData("vcb" + "cb", "[1,1,1] 1 0 0")]
    public void Strict_ends_at_the_first_event_that_does_not_match_which_may_start_anew(string events, string expected) =>
        Assert.Equal(expected, Log(events).Run(Funnel(FunnelOrder.Strict, [View, Cart, Buy])).Funnel("f"));

    [Theory]
    [InlineData("vbrc", "[1,1,1,1] 1 0 0")]
    [InlineData("vrr", "[1,1,0,0] 0 0 1")]
    [InlineData("bvc", "[1,1,0,0] 0 0 1")]
    public void Any_takes_steps_2_to_n_in_any_order_after_step_1(string events, string expected) =>
        Assert.Equal(expected, Log(events).Run(Funnel(FunnelOrder.Any, [View, Cart, Buy, Back])).Funnel("f"));

    [Fact]
    public void Any_takes_the_lowest_step_that_matches_and_is_not_reached()
    {
        // The two-shoe event takes step 2, so that the cart without a category finds only step 3, which it does not match.
        FunnelDefinition funnel = Funnel(FunnelOrder.Any, [View, Cart, With(Cart, (FunnelField.Category, "shoes"))]);
        TestLog greedy = new TestLog()
            .Add("product_view", "a", 0).Add("add_to_cart", "a", 1, ("category", "shoes")).Add("add_to_cart", "a", 2);
        Assert.Equal("[1,1,0] 0 0 1", greedy.Run(funnel).Funnel("f"));
        greedy.Add("add_to_cart", "a", 3, ("category", "shoes"));
        Assert.Equal("[1,1,1] 1 0 0", greedy.Run(funnel).Funnel("f"));
    }

    [Theory]
    [InlineData(FunnelOrder.Sequential)]
    [InlineData(FunnelOrder.Strict)]
    [InlineData(FunnelOrder.Any)]
    public void An_event_advances_by_one_step_and_does_not_also_start(FunnelOrder order)
    {
        FunnelDefinition funnel = Funnel(order, [View, View]);
        Assert.Equal("[2,1] 1 0 1", Log("vvv").Run(funnel).Funnel("f"));
    }

    [Theory]
    [InlineData(Minute, "[1,1] 1 0 0")]
    [InlineData(Minute + 1, "[1,0] 0 0 1")]
    public void The_window_is_measured_from_step_1_and_includes_its_last_millisecond(long at, string expected) => Assert.Equal(
        expected,
        new TestLog().Add("product_view", "a", 0).Add("add_to_cart", "a", at).Run(Funnel(FunnelOrder.Sequential, [View, Cart])).Funnel("f"));

    [Fact]
    public void An_event_after_the_window_ends_the_attempt_first_and_may_start_anew()
    {
        // The view after the window matches step 2 as well as step 1.
        TestLog log = new TestLog().Add("product_view", "a", 0).Add("product_view", "a", Minute + 1);
        Assert.Equal("[2,0] 0 0 2", log.Run(Funnel(FunnelOrder.Sequential, [View, View])).Funnel("f"));
    }

    [Fact]
    public void An_excluded_event_after_the_window_excludes_nothing_and_may_start_anew()
    {
        TestLog log = new TestLog().Add("product_view", "a", 0).Add("product_view", "a", Minute + 1);
        FunnelDefinition funnel = Funnel(FunnelOrder.Sequential, [View, Cart], new FunnelExclusion(View, 1, 2));
        Assert.Equal("[2,0] 0 0 2", log.Run(funnel).Funnel("f"));
    }

    [Theory]
    [InlineData("vrcb", "[1,0,0] 0 1 0")]
    [InlineData("vcrb", "[1,1,0] 0 1 0")]
    [InlineData("vcbr", "[1,1,1] 1 0 0")]
    [InlineData("rvcb", "[1,1,1] 1 0 0")]
    public void Exclude_ends_an_attempt_any_time_before_the_last_step(string events, string expected) => Assert.Equal(
        expected, Log(events).Run(Funnel(FunnelOrder.Sequential, [View, Cart, Buy], new FunnelExclusion(Back, 1, 3))).Funnel("f"));

    [Theory]
    [InlineData(1, 2, "vrcb", "[1,0,0] 0 1 0")]
    [InlineData(1, 2, "vcrb", "[1,1,1] 1 0 0")]
    [InlineData(2, 3, "vrcb", "[1,1,1] 1 0 0")]
    [InlineData(2, 3, "vcrb", "[1,1,0] 0 1 0")]
    public void Between_counts_the_steps_reached(int from, int to, string events, string expected) => Assert.Equal(
        expected, Log(events).Run(Funnel(FunnelOrder.Sequential, [View, Cart, Buy], new FunnelExclusion(Back, from, to))).Funnel("f"));

    [Fact]
    public void Exclude_is_looked_at_before_steps_and_its_event_starts_nothing()
    {
        FunnelDefinition excludesStep2 = Funnel(FunnelOrder.Sequential, [View, Cart], new FunnelExclusion(Cart, 1, 2));
        Assert.Equal("[1,0] 0 1 0", Log("vc").Run(excludesStep2).Funnel("f"));
        FunnelDefinition excludesStep1 = Funnel(FunnelOrder.Strict, [View, Cart], new FunnelExclusion(View, 1, 2));
        Assert.Equal("[1,0] 0 1 0", Log("vvc").Run(excludesStep1).Funnel("f"));
        Assert.Equal("[2,1] 1 1 0", Log("vvvc").Run(excludesStep1).Funnel("f"));
    }

    [Fact]
    public void All_conditions_must_hold_and_an_absent_field_equals_nothing()
    {
        FunnelDefinition funnel = Funnel(
            FunnelOrder.Sequential, [With(View, (FunnelField.Category, ""), (FunnelField.Country, "DE")), With(Cart, (FunnelField.Currency, "USD"))]);
        TestLog log = new TestLog().Add("product_view", "a", 0, ("country", "DE")).Add("product_view", "a", 1, ("category", ""), ("country", "AT"));
        Assert.Empty(log.Run(funnel).Lines("funnel-days"));
        log.Add("product_view", "a", 2, ("category", ""), ("country", "DE")).Add("add_to_cart", "a", 3, ("currency", "EUR"));
        Assert.Equal("[1,0] 0 0 1", log.Run(funnel).Funnel("f"));
        Assert.Equal("[1,1] 1 0 0", log.Add("add_to_cart", "a", 4).Run(funnel).Funnel("f"));
    }

    [Fact]
    public void Conditions_on_pages_products_names_and_referrers()
    {
        FunnelDefinition funnel = Funnel(
            FunnelOrder.Sequential,
            [
                With(Page, (FunnelField.Page, "/a")), With(View, (FunnelField.ProductId, "7")), With(Cart, (FunnelField.ProductName, "n")),
                With(Buy, (FunnelField.Referrer, "r")),
            ]);
        TestLog log = new TestLog()
            .Add("page_view", "a", 0, ("page_url", "https://x/a?1")).Add("product_view", "a", 1, ("product_id", 7))
            .Add("add_to_cart", "a", 2, ("product_name", "n")).Add("purchase", "a", 3, ("referrer", "r"));
        Assert.Equal("[1,1,1,1] 1 0 0", log.Run(funnel).Funnel("f"));
    }

    [Fact]
    public void A_condition_on_a_field_that_is_not_for_the_type_never_holds()
    {
        FunnelDefinition page = Funnel(FunnelOrder.Sequential, [With(View, (FunnelField.Page, "product")), Cart]);
        FunnelDefinition product = Funnel(FunnelOrder.Sequential, [With(Page, (FunnelField.ProductId, "p")), Cart]) with { Name = "g" };
        TestLog log = new TestLog().Add("product_view", "a", 0).Add("page_view", "a", 1, ("product_id", "p"));
        Assert.Empty(log.Run(page, product).Lines("funnel-days"));
    }

    [Fact]
    public void Day_and_country_are_those_of_step_1()
    {
        TestResult result = new TestLog()
            .Add("product_view", "a", 14 * 60 * Minute - 1, ("country", "DE")).Add("add_to_cart", "a", 14 * 60 * Minute, ("country", "AT"))
            .Add("product_view", "b", 0, ("country", null)).Run(Funnel(FunnelOrder.Sequential, [View, Cart]));
        Assert.Equal(["f|2026-01-05|-", "f|2026-01-05|DE", "f|2026-01-05|all"], result.Ids("funnel-days"));
        Assert.Equal("[1,1] 1 0 0", result.Funnel("f", "DE"));
        Assert.Equal("[2,1] 1 0 1", result.Funnel("f"));
        Assert.Equal("\"2026-01-06T00:01:00.000Z\"", result.Field("funnel-days", "f|2026-01-05|all", "settles_at"));
    }

    [Fact]
    public void Time_to_convert_and_revenue_are_those_of_the_completing_events()
    {
        FunnelDefinition funnel = Funnel(FunnelOrder.Any, [View, Cart, Buy]);
        TestLog log = new TestLog()
            .Add("product_view", "a", 0).Add("add_to_cart", "a", 1).Add("purchase", "a", 100, ("price", "2.5"), ("quantity", 2))
            .Add("purchase", "a", 101, ("price", 100))
            .Add("product_view", "b", 0).Add("purchase", "b", 1, ("price", 50)).Add("add_to_cart", "b", 201)
            .Add("product_view", "c", 0).Add("add_to_cart", "c", 1).Add("purchase", "c", 50, ("price", 0), ("currency", "EUR"));
        TestResult result = log.Run(funnel);
        Assert.Equal(
            "{\"EUR\":\"0.0000\",\"USD\":\"5.0000\"} {\"count\":3,\"mean\":117,\"p50\":100,\"p95\":200,\"sum\":351}",
            result.Fields("funnel-days", "f|2026-01-05|all", "revenue", "time_to_convert_ms"));
    }

    [Fact]
    public void Out_of_order_events_are_walked_in_their_order() => Assert.Equal(
        "[1,1,1] 1 0 0",
        new TestLog().Add("purchase", "a", 2).Add("add_to_cart", "a", 1).Add("product_view", "a", 0)
            .Run(Funnel(FunnelOrder.Strict, [View, Cart, Buy])).Funnel("f"));
}
