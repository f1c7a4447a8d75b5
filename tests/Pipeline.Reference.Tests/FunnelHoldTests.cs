using Pipeline.Core.Events;
using Pipeline.Core.Settings;

namespace Pipeline.Reference.Tests;

public sealed class FunnelHoldTests
{
    private const long Minute = 60_000;

    private static readonly EventMatch View = EventMatch.Of(EventType.ProductView), Cart = EventMatch.Of(EventType.AddToCart),
        Page = EventMatch.Of(EventType.PageView);

    private static FunnelDefinition Funnel(FunnelOrder order, EventMatch[] steps, params FunnelField[] hold) =>
        new("f", steps, Minute, order, hold, []);

    private static (string, object?) Product(string id) => ("product_id", id);

    private static (string, object?) Country(string code) => ("country", code);

    [Fact]
    public void Every_combination_runs_apart()
    {
        TestLog log = new TestLog()
            .Add("product_view", "a", 0, Product("x")).Add("product_view", "a", 1, Product("y")).Add("add_to_cart", "a", 2, Product("y"))
            .Add("product_view", "a", 3, Product("x"));
        Assert.Equal("[2,1] 1 0 1", log.Run(Funnel(FunnelOrder.Sequential, [View, Cart], FunnelField.ProductId)).Funnel("f"));
    }

    [Fact]
    public void Strict_looks_at_the_next_event_with_the_same_values()
    {
        TestLog log = new TestLog()
            .Add("product_view", "a", 0, Product("x")).Add("refund", "a", 1, Product("y")).Add("page_view", "a", 2)
            .Add("add_to_cart", "a", 3, Product("x"));
        Assert.Equal("[1,1] 1 0 0", log.Run(Funnel(FunnelOrder.Strict, [View, Cart], FunnelField.ProductId)).Funnel("f"));
        Assert.Equal("[1,0] 0 0 1", log.Run(Funnel(FunnelOrder.Strict, [View, Cart])).Funnel("f"));
    }

    [Fact]
    public void An_event_that_lacks_a_held_field_is_not_looked_at()
    {
        FunnelDefinition funnel = Funnel(FunnelOrder.Strict, [View, Cart], FunnelField.Country, FunnelField.ProductId);
        TestLog log = new TestLog()
            .Add("product_view", "a", 0).Add("product_view", "a", 1, Country("DE")).Add("add_to_cart", "a", 2)
            .Add("page_view", "a", 3, Country("DE"), Product("p")).Add("add_to_cart", "a", 4, Country("DE"));
        Assert.Equal("[1,1] 1 0 0", log.Run(funnel).Funnel("f"));
    }

    [Fact]
    public void Currency_has_its_default_and_page_is_a_page_views()
    {
        TestLog log = new TestLog().Add("product_view", "a", 0).Add("add_to_cart", "a", 1, ("currency", "USD")).Add("page_view", "a", 2);
        Assert.Equal("[1,1] 1 0 0", log.Run(Funnel(FunnelOrder.Sequential, [View, Cart], FunnelField.Currency)).Funnel("f"));
        Assert.Empty(log.Run(Funnel(FunnelOrder.Sequential, [View, Cart], FunnelField.Page)).Lines("funnel-days"));
        Assert.Equal("[1,0] 0 0 1", log.Run(Funnel(FunnelOrder.Sequential, [Page, Page], FunnelField.Page)).Funnel("f"));
    }

    [Fact]
    public void Values_with_separators_do_not_run_together()
    {
        FunnelDefinition funnel = Funnel(FunnelOrder.Sequential, [View, Cart], FunnelField.Category, FunnelField.ProductName);
        TestLog log = new TestLog()
            .Add("product_view", "a", 0, ("category", "1:a"), ("product_name", "")).Add("add_to_cart", "a", 1, ("category", "1:"), ("product_name", "a"));
        Assert.Equal("[1,0] 0 0 1", log.Run(funnel).Funnel("f"));
    }

    [Fact]
    public void An_attempt_is_open_while_its_deadline_is_not_before_the_shoppers_newest_event()
    {
        FunnelDefinition funnel = Funnel(FunnelOrder.Sequential, [View, Cart], FunnelField.ProductId);
        TestLog log = new TestLog()
            .Add("product_view", "a", 0, Product("x")).Add("product_view", "a", 1, Product("y")).Add("refund", "a", Minute, Product("z"));
        Assert.Equal("2 []", log.Run(funnel).Fields("users", "a", "open_attempt_count", "open_attempts"));
        log.Add("refund", "a", Minute + 1, Product("z"));
        Assert.Equal("1", log.Run(funnel).Field("users", "a", "open_attempt_count"));
        Assert.Equal("[2,0] 0 0 2", log.Run(funnel).Funnel("f"));
    }

    [Fact]
    public void Open_attempts_are_the_newest_ten_that_reached_step_2()
    {
        FunnelDefinition three = new("g", [View, Cart, View], Minute, FunnelOrder.Sequential, [FunnelField.ProductId], []);
        var log = new TestLog();
        for (int i = 0; i < 12; i++)
        {
            log.Add("product_view", "a", i / 2, Product($"p{i}"));
            if (i != 5) log.Add("add_to_cart", "a", 100, Product($"p{i}"));
        }

        TestResult result = log.Run(three);
        Assert.Equal("12", result.Field("users", "a", "open_attempt_count"));
        string[] started = [TestLog.Time(5), TestLog.Time(5), TestLog.Time(4), TestLog.Time(4), TestLog.Time(3), TestLog.Time(3), TestLog.Time(2), TestLog.Time(1), TestLog.Time(1), TestLog.Time(0)];
        string[] products = ["p10", "p11", "p8", "p9", "p6", "p7", "p4", "p2", "p3", "p0"];
        string expected = string.Join(',', started.Zip(products).Select((pair, i) =>
            $"{{\"deadline\":\"{TestLog.Time(Minute + int.Parse(pair.First[^2..^1], null))}\",\"funnel\":\"g\",\"held\":{{\"product_id\":\"{pair.Second}\"}},\"started\":\"{pair.First}\",\"step\":2}}"));
        Assert.Equal($"[{expected}]", result.Field("users", "a", "open_attempts"));
    }

    [Fact]
    public void Of_equal_starts_the_funnel_then_the_held_values_by_utf8_bytes_decide()
    {
        EventMatch[] steps = [View, View, Cart];
        FunnelDefinition Named(string name, params FunnelField[] hold) => new(name, steps, Minute, FunnelOrder.Sequential, hold, []);
        var log = new TestLog();
        foreach (string product in (string[])["\U0001f600", "\uff5e", "b"])
            for (int i = 0; i < 2; i++) log.Add("product_view", "a", 0, Product(product), Country("DE"));
        TestResult result = log.Run(Named("\U0001f600"), Named("\uff5e", FunnelField.Country, FunnelField.ProductId));
        string[] heads = [.. result.Documents("users").Single().GetProperty("open_attempts").EnumerateArray()
            .Select(open => open.GetProperty("funnel").GetString() + open.GetProperty("held").GetRawText())];
        Assert.Equal(
            [
                "\uff5e{\"country\":\"DE\",\"product_id\":\"b\"}", "\uff5e{\"country\":\"DE\",\"product_id\":\"\uff5e\"}",
                "\uff5e{\"country\":\"DE\",\"product_id\":\"\U0001f600\"}", "\U0001f600{}",
            ],
            heads);
    }
}
