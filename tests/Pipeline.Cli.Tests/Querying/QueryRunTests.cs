using System.Globalization;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Querying;

namespace Pipeline.Cli.Tests.Querying;

/// <summary>What paths, conditions, groups and orders mean.</summary>
public sealed class QueryRunTests
{
    private static readonly string[] Week = [.. Enumerable.Range(1, 11).Select(d => Asked.Day($"2026-01-{d:00}", sessions: d))];

    private static readonly QueryRequest Days = new() { Collection = "site-days", Fields = "bucket.day" };
    private static readonly QueryRequest Products = new() { Collection = "products", Fields = "product_id" };
    private static readonly QueryRequest Funnels = new() { Collection = "funnel-days" };

    [Fact]
    public void Amounts_are_summed_exactly_and_each_currency_apart()
    {
        string[] days =
        [
            Asked.Day("2026-01-05", revenue: "\"EUR\":\"0.1000\",\"USD\":\"9007199254740993.0001\""),
            Asked.Day("2026-01-06", revenue: "\"USD\":\"9007199254740993.0001\""),
            Asked.Day("2026-01-07", revenue: "\"EUR\":\"-0.2000\",\"JPY\":\"5.0000\""),
        ];
        QueryResult sum = Asked.Result(Days with { Sum = true, Fields = "revenue" }, days);
        Assert.Equal(["revenue.EUR", "revenue.JPY", "revenue.USD"], sum.Columns.Select(c => c.Name));
        Assert.Equal(["-0.1000", "5.0000", "18014398509481986.0002"], sum.Rows[0].Select(c => c.ToString()));
    }

    [Fact]
    public void Quotients_of_groups_are_computed_from_their_parts()
    {
        string[] days = [Asked.Day("2026-01-09", 10, 1), Asked.Day("2026-01-10", 1000, 10), Asked.Day("2026-01-11", 500, 20)];
        Assert.Equal(
            ["weekday 0.100000 0.100000", "weekend 0.020000 0.020000"],
            Asked.Of(Days with { GroupBy = "bucket.weekend", Fields = "bucket.weekend,conversion_rate,converted_sessions/sessions" }, days));
    }

    [Fact]
    public void Means_are_of_all_and_rounded_half_to_even()
    {
        string[] days = [Asked.Funnel("f", "2026-01-05", "all", "[4,1]", 1, 2), Asked.Funnel("f", "2026-01-06", "all", "[4,1]", 1, 3)];
        Assert.Equal(["2"], Asked.Of(Funnels with { Sum = true, Fields = "time_to_convert_ms.mean" }, days));
        Assert.Equal(["∅"], Asked.Of(Funnels with { Sum = true, Fields = "time_to_convert_ms.mean" }, Asked.Funnel("f", "2026-01-05", "all", "[4,0]", 0, 0)));
    }

    [Fact]
    public void Lists_are_summed_element_by_element_once()
    {
        string[] days = [Asked.Funnel("f", "2026-01-05", "all", "[4,1]", 1, 2), Asked.Funnel("f", "2026-01-06", "all", "[6,2]", 1, 3)];
        Assert.Equal(["10 3 0.300000"], Asked.Of(Funnels with { Sum = true, Fields = "reached,reached[1]/reached[0]" }, days));
        Assert.Equal(["3 ∅"], Asked.Of(Funnels with { Sum = true, Fields = "reached[1],reached[7]" }, days));
    }

    [Fact]
    public void Totals_are_not_added_to_what_they_are_the_sum_of()
    {
        string[] mixed = [Asked.Funnel("f", "2026-01-05", "DE", "[4]", 0, 0), Asked.Funnel("f", "2026-01-05", "FR", "[4]", 0, 0), Asked.Funnel("f", "2026-01-05", "all", "[8]", 0, 0)];
        CliException mistake = Assert.Throws<CliException>(() => Asked.Of(Funnels with { Sum = true, Fields = "entered" }, mixed));
        Assert.Contains("would count twice", mistake.Why[0], StringComparison.Ordinal);
        Assert.Equal(["8"], Asked.Of(Funnels with { Sum = true, Fields = "entered", Where = ["segment!=all"] }, mixed));
        Assert.Equal(["DE 4", "FR 4", "all 4"], Asked.Of(Funnels with { GroupBy = "segment", Fields = "segment,entered" }, mixed));
        string[] two = [Asked.Funnel("f", "2026-01-05", "all", "[4]", 0, 0), Asked.Funnel("g", "2026-01-05", "all", "[4]", 0, 0)];
        Assert.Throws<CliException>(() => Asked.Of(Funnels with { Sum = true, Fields = "entered" }, two));
        Assert.Equal(["f 4", "g 4"], Asked.Of(Funnels with { GroupBy = "funnel", Fields = "funnel,entered" }, two));
    }

    [Fact]
    public void Equal_values_stand_by_id_and_nothing_stands_last()
    {
        string[] products = [Asked.Product("\U0001F45F", 3, 1), Asked.Product("\uFF5E", 3, 1), Asked.Product("b", 9, 0), Asked.Product("a", 0, 0)];
        Assert.Equal(["b", "\uFF5E", "\U0001F45F", "a"], Asked.Of(Products with { Sort = "-views" }, products));
        Assert.Equal(["b", "\uFF5E", "\U0001F45F", "a"], Asked.Of(Products with { Sort = "purchases/views" }, products));
        Assert.Equal(["\uFF5E", "\U0001F45F", "b", "a"], Asked.Of(Products with { Sort = "-purchases/views" }, products));
    }

    [Fact]
    public void A_ranking_of_many_is_the_same_as_all_sorted()
    {
        string[] products = [.. Enumerable.Range(0, 5_000).Select(i => Asked.Product(i.ToString(CultureInfo.InvariantCulture), (i * 7919) % 1000, 0))];
        string[] all = Asked.Of(Products with { Sort = "-views", Fields = "product_id,views" }, products);
        QueryResult top = Asked.Result(Products with { Sort = "-views", Fields = "product_id,views", Top = 10 }, products);
        Assert.Equal(all.Take(10), top.Rows.Select(r => $"{r[0]} {r[1]}"));
        Assert.Equal(5_000, top.Found);
    }

    [Theory]
    [InlineData("views>=10", "b c")]
    [InlineData("views>9.5", "b c")]
    [InlineData("revenue.USD<=10.50", "a b")]
    [InlineData("purchases/views>=10%", "b c")]
    [InlineData("product_name=null", "c")]
    [InlineData("product_name!=null", "a b")]
    [InlineData("product_name~LAMP", "b")]
    [InlineData("product_id!=b", "a c")]
    [InlineData("product_id>a", "b c")]
    [InlineData("revenue.EUR<1", "")]
    public void Conditions(string condition, string expected)
    {
        string[] products = [Asked.Product("a", 9, 0, "\"chair\""), Asked.Product("b", 10, 1, "\"a lamp\""), Asked.Product("c", 11, 2)];
        Assert.Equal(expected, string.Join(' ', Asked.Of(Products with { Where = [condition] }, products)));
    }

    [Theory]
    [InlineData("today", "11..11")]
    [InlineData("yesterday", "10..10")]
    [InlineData("this-week", "05..11")]
    [InlineData("last-week", "01..04")]
    [InlineData("this-month", "01..11")]
    [InlineData("2026-01-03", "03..03")]
    [InlineData("2026-W02", "05..11")]
    [InlineData("2026-01", "01..11")]
    [InlineData("last-month", "")]
    public void Periods_are_of_the_newest_event(string period, string expected) => Assert.Equal(expected, Span(Days with { Period = period }));

    [Theory]
    [InlineData(1, "11..11")]
    [InlineData(7, "05..11")]
    public void The_last_days_end_with_the_newest(int days, string expected) => Assert.Equal(expected, Span(Days with { Last = days * 86_400_000L }));

    [Fact]
    public void Bounds_hold_the_first_and_not_the_last()
    {
        Assert.Equal("03..06", Span(Days with { From = "2026-01-03", To = "2026-01-07" }));
        Assert.Equal("10..11", Span(Days with { From = "yesterday" }));
        Assert.Equal("01..10", Span(Days with { To = "today" }));
    }

    [Fact]
    public void Weekdays_stand_in_their_order() => Assert.Equal(
        ["Mon 5", "Tue 6", "Wed 7", "Thu 9", "Fri 11", "Sat 13", "Sun 15"],
        Asked.Of(Days with { GroupBy = "bucket.weekday", Fields = "bucket.weekday,sessions" }, Week));

    [Fact]
    public void Rows_that_were_brought_together_are_chosen_by_having() => Assert.Equal(
        ["Sat 13 2", "Sun 15 2"],
        Asked.Of(Days with { GroupBy = "bucket.weekday", Fields = "bucket.weekday,sessions,documents", Having = ["sessions>12"] }, Week));

    [Fact]
    public void One_document_of_the_site_is_named_by_its_day()
    {
        Assert.Equal(["2026-01-10"], Asked.Of(Days with { Id = "yesterday" }, Week));
        Assert.Equal(["2026-01-03"], Asked.Of(Days with { Id = "2026-01-03" }, Week));
        Assert.Empty(Asked.Of(Days with { Id = "2027-01-03" }, Week));
    }

    private static string Span(QueryRequest request)
    {
        string[] days = Asked.Of(request, Week);
        return days.Length == 0 ? "" : $"{days[0][^2..]}..{days[^1][^2..]}";
    }
}
