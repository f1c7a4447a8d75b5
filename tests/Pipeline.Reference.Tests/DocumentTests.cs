using Pipeline.Reference.Documents;

namespace Pipeline.Reference.Tests;

public sealed class DocumentTests
{
    [Fact]
    public void Every_collection_byte_for_byte()
    {
        TestResult result = new TestLog()
            .Add("page_view", "a", 0, ("country", "DE"))
            .Add("product_view", "a", 1000, ("product_name", "N"))
            .Add("add_to_cart", "a", 2000, ("quantity", 3))
            .Add("purchase", "a", 3000, ("quantity", 2), ("price", "6.17"), ("currency", "EUR"), ("country", "AT"))
            .Add("refund", "a", 4000, ("price", 0.5), ("category", "c"))
            .AddRaw("{\"event_type\":\"purchase\"}")
            .Run();
        const string counts = "\"add_to_carts\":1";
        const string money = "{\"EUR\":\"12.3400\",\"USD\":\"-0.5000\"}";
        const string site = "\"conversion_rate\":\"1.000000\",\"converted_sessions\":1,\"page_views\":1,\"product_views\":1,\"purchases\":1,\"refunds\":1,\"revenue\":"
            + money + ",\"sessions\":1,\"units\":2}";
        const string product = "\"cart_units\":3,\"carts\":1,";
        const string funnel = "\"converted\":1,\"day\":\"2026-01-05\",\"entered\":1,\"excluded\":0,\"funnel\":\"purchase\",\"reached\":[1,1,1],\"revenue\":{\"EUR\":\"12.3400\"},";
        const string funnelEnd = "\"settles_at\":\"2026-01-07T00:00:00.000Z\",\"time_to_convert_ms\":{\"count\":1,\"mean\":2000,\"p50\":2007,\"p95\":2007,\"sum\":2000},\"unfinished\":0}";
        Assert.Equal([$"{{\"_id\":\"2026-01-05T10:00:00Z\",\"active_users\":1,{counts},\"bucket\":\"2026-01-05T10:00:00Z\",{site}"], result.Lines("site-minutes"));
        Assert.Equal(result.Lines("site-minutes"), result.Lines("site-hours"));
        Assert.Equal([$"{{\"_id\":\"2026-01-05T00:00:00Z\",\"active_users\":1,{counts},\"bucket\":\"2026-01-05T00:00:00Z\",{site}"], result.Lines("site-days"));
        Assert.Equal(
            [$"{{\"_id\":\"p\",\"buyers\":1,{product}\"category\":\"c\",\"first_seen\":\"2026-01-05T10:00:01.000Z\",\"last_seen\":\"2026-01-05T10:00:04.000Z\",\"product_id\":\"p\",\"product_name\":\"N\",\"purchases\":1,\"refund_units\":1,\"refunds\":1,\"revenue\":{money},\"units\":2,\"viewers\":1,\"views\":1}}"],
            result.Lines("products"));
        Assert.Equal(
            [$"{{\"_id\":\"p|2026-01-05T10:00:00Z\",\"bucket\":\"2026-01-05T10:00:00Z\",{product}\"product_id\":\"p\",\"purchases\":1,\"refund_units\":1,\"refunds\":1,\"revenue\":{money},\"units\":2,\"views\":1}}"],
            result.Lines("product-hours"));
        Assert.Equal($"{{\"_id\":\"purchase|2026-01-05|-\",{funnel}\"segment\":\"-\",{funnelEnd}", result.Lines("funnel-days")[2]);
        Assert.Equal($"{{\"_id\":\"purchase|2026-01-05|all\",{funnel}\"segment\":\"all\",{funnelEnd}", result.Lines("funnel-days")[3]);
        Assert.Equal(
            [$"{{\"_id\":\"a\",{counts},\"countries\":[\"AT\",\"DE\"],\"first_seen\":\"2026-01-05T10:00:00.000Z\",\"last_seen\":\"2026-01-05T10:00:04.000Z\",\"open_attempt_count\":0,\"open_attempts\":[],\"page_views\":1,\"product_views\":1,\"purchases\":1,\"refunds\":1,\"revenue\":{money},\"sessions\":1,\"units\":2,\"user_id\":\"a\"}}"],
            result.Lines("users"));
        Assert.Equal(
            [
                "{\"_id\":\"AT|2026-01-05\",\"country\":\"AT\",\"day\":\"2026-01-05\",\"events\":1,\"purchases\":1,\"revenue\":{\"EUR\":\"12.3400\"},\"users\":1}",
                "{\"_id\":\"DE|2026-01-05\",\"country\":\"DE\",\"day\":\"2026-01-05\",\"events\":1,\"purchases\":0,\"revenue\":{},\"users\":1}",
            ],
            result.Lines("geo-days"));
        Assert.Equal(
            ["{\"_id\":\"0|5\",\"field\":\"user_id\",\"offset\":5,\"partition\":0,\"reason\":\"missing_field\",\"record\":\"eyJldmVudF90eXBlIjoicHVyY2hhc2UifQ==\"}"],
            result.Lines("dead-letters"));
        Assert.Empty(result.Lines("late"));
    }

    [Fact]
    public void Distinct_shoppers_count_once()
    {
        var log = new TestLog();
        foreach (string user in (string[])["a", "b"])
            for (int i = 0; i < 3; i++) log.Add("product_view", user, i, ("country", "DE")).Add("purchase", user, i);
        TestResult result = log.Run();
        Assert.Equal("2 2", result.Fields("products", "p", "viewers", "buyers"));
        Assert.Equal("2", result.Field("geo-days", "DE|2026-01-05", "users"));
        Assert.Equal("2", result.Field("site-minutes", "2026-01-05T10:00:00Z", "active_users"));
    }

    [Fact]
    public void Names_are_those_of_the_newest_event_and_of_equal_times_the_greatest()
    {
        TestResult result = new TestLog()
            .Add("product_view", "a", 5, ("product_name", "\uff5e"), ("category", "old")).Add("product_view", "b", 5, ("product_name", "\U0001f600"))
            .Add("product_view", "c", 5, ("product_name", "z")).Add("product_view", "c", 9, ("category", "")).Add("product_view", "a", 1, ("product_name", "old"))
            .Run();
        Assert.Equal("\"\U0001f600\" \"\"", result.Fields("products", "p", "product_name", "category"));
    }

    [Fact]
    public void Lines_are_sorted_by_the_bytes_of_the_id_not_of_the_line()
    {
        string[] ids = ["\U0001f600", "\uff5e", "a\"", "a!", "a#", "B", "b", "10", "9", "a"];
        var log = new TestLog();
        foreach (string id in ids) log.Add("page_view", id, 0);
        Assert.Equal(["10", "9", "B", "a", "a!", "a\"", "a#", "b", "\uff5e", "\U0001f600"], log.Run().Ids("users"));
    }

    [Fact]
    public void Only_quotes_backslashes_and_control_characters_are_escaped()
    {
        SortedList<string, object?> document = DocumentText.NewObject();
        document.Add("t", "\"\\/\b\t\n\f\r\u0000\u001f\u007f<>&'+é\u2028😀");
        byte[] expected = System.Text.Encoding.UTF8.GetBytes("{\"t\":\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\u007f<>&'+é\u2028😀\"}");
        Assert.Equal(expected, DocumentText.Line(document));
    }

    [Theory]
    [InlineData(0, "0.0000")]
    [InlineData(-5000, "-0.5000")]
    [InlineData(-1, "-0.0001")]
    [InlineData(123_400, "12.3400")]
    public void Money(long tenThousandths, string text) => Assert.Equal(text, DocumentValues.Money((Int128)tenThousandths));

    [Fact]
    public void Sums_need_not_fit_64_bits()
    {
        var log = new TestLog();
        for (int i = 0; i < 30; i++) log.Add("purchase", "a", i, ("price", 100_000_000), ("quantity", 1_000_000));
        Assert.Equal("{\"USD\":\"3000000000000000.0000\"}", log.Run().Field("users", "a", "revenue"));
    }

    [Fact]
    public void A_currency_stays_when_it_nets_to_nothing() => Assert.Equal(
        "{\"EUR\":\"0.0000\",\"USD\":\"0.0000\"}",
        new TestLog().Add("purchase", "a", 0).Add("refund", "a", 0).Add("purchase", "a", 0, ("price", 0), ("currency", "EUR"))
            .Run().Field("products", "p", "revenue"));

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 7, "0.000000")]
    [InlineData(7, 7, "1.000000")]
    [InlineData(2, 3, "0.666667")]
    [InlineData(1, 2_000_000, "0.000000")]
    [InlineData(3, 2_000_000, "0.000002")]
    [InlineData(5, 2_000_000, "0.000002")]
    public void Rates_have_six_places_half_even(long part, long whole, string? rate) => Assert.Equal(rate, DocumentValues.Rate(part, whole));

    [Theory]
    [InlineData(5, 2, 2)]
    [InlineData(7, 2, 4)]
    [InlineData(8, 3, 3)]
    [InlineData(0, 3, 0)]
    public void Means_are_half_even(long sum, long count, long mean) => Assert.Equal(mean, (long)DocumentValues.DivideHalfEven(sum, count));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(127, 127)]
    [InlineData(128, 128)]
    [InlineData(129, 128)]
    [InlineData(255, 254)]
    [InlineData(256, 257)]
    [InlineData(259, 257)]
    [InlineData(260, 261)]
    public void Values_are_shown_by_the_middle_of_their_bucket(long value, long shown) => Assert.Equal(shown, Percentile.Representative(value));

    [Fact]
    public void Buckets_are_within_one_percent_and_in_order()
    {
        long before = 0;
        for (long value = 1; value < 400L * 86_400_000; value += 1 + (value / 1000))
        {
            long shown = Percentile.Representative(value);
            Assert.True(Math.Abs(shown - value) * 100 <= value, $"{value} is shown as {shown}");
            Assert.True(shown >= before, $"{value} is shown as {shown}, one before as {before}");
            before = shown;
        }
    }

    [Theory]
    [InlineData(50, 2)]
    [InlineData(51, 3)]
    [InlineData(75, 3)]
    [InlineData(76, 4)]
    [InlineData(95, 4)]
    public void Percentiles_are_nearest_rank(int percent, long value) => Assert.Equal(value, Percentile.Of([1, 2, 3, 4], percent));
}
