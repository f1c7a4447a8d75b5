using Pipeline.Cli.Querying;

namespace Pipeline.Cli.Tests.Querying;

/// <summary>What makes no sense is refused before anything is read, with a word that helps.</summary>
public sealed class QueryPlannerTests
{
    [Theory]
    [InlineData("site-day", "did you mean site-days?")]
    [InlineData("orders", "there are site-minutes, site-hours")]
    public void Collections_are_known(string collection, string expected) => Refused(new QueryRequest { Collection = collection }, expected);

    [Theory]
    [InlineData("revenu", "did you mean revenue?")]
    [InlineData("revenue.usd", "an amount is written revenue.USD")]
    [InlineData("bucket.minute", "bucket.weekday")]
    [InlineData("a/b/c", "one field may be divided by one other")]
    [InlineData("sessions/revenue", "revenue is an amount for each currency")]
    [InlineData("revenue.USD/revenue.EUR", "only an amount of the same currency")]
    [InlineData("sessions/bucket", "nothing to divide")]
    [InlineData("documents", "no field 'documents'")]
    public void Fields_are_known(string field, string expected) => Refused(new QueryRequest { Collection = "site-days", Fields = field }, expected);

    [Theory]
    [InlineData("site-days", "active_users", "who stands in two documents would count twice: read the wider bucket")]
    [InlineData("site-days", "active_users/sessions", "would count twice")]
    [InlineData("site-days", "conversion_rate/sessions", "nothing to divide")]
    [InlineData("funnel-days", "time_to_convert_ms.p50", "take time_to_convert_ms.mean")]
    [InlineData("funnel-days", "time_to_convert_ms.mean/entered", "use time_to_convert_ms.sum and time_to_convert_ms.count")]
    [InlineData("products", "product_name", "add it to --group-by")]
    [InlineData("products", "viewers", "sum views and purchases")]
    [InlineData("users", "countries", "of one document only")]
    [InlineData("ledger", "next_offset", "sum records")]
    public void What_does_not_add_up_is_refused(string collection, string field, string expected) =>
        Refused(new QueryRequest { Collection = collection, Fields = field, Sum = true }, expected);

    [Theory]
    [InlineData("views", "is no condition")]
    [InlineData("views>=many", "no number for views")]
    [InlineData("views~1", "cannot be compared with ~")]
    [InlineData("revenue>5", "name one, like revenue.USD")]
    [InlineData("first_seen>=monday", "is no time")]
    public void Conditions_are_checked(string condition, string expected) => Refused(new QueryRequest { Collection = "products", Where = [condition] }, expected);

    [Fact]
    public void Ranges_fit_their_collection()
    {
        QueryRequest days = new() { Collection = "site-days" };
        Refused(new QueryRequest { Collection = "products", Period = "today" }, "products is of all time; for a range of time: product-hours");
        Refused(days with { Last = 3_600_000 }, "--last 1h: site-days has whole days");
        Refused(days with { From = "2026-01-05T10:00" }, "lies inside a day");
        Refused(days with { From = "monday" }, "--from 'monday' is no time");
        Refused(days with { Period = "2026-W54" }, "is none of today");
        Refused(days with { Period = "today", From = "today" }, "one of --from and --to");
        Refused(days with { Id = "today", Period = "today" }, "no range beside an id");
        Refused(days with { Top = 0 }, "--top: at least 1");
        Refused(days with { Having = ["sessions>1"] }, "--where is for documents");
    }

    [Fact]
    public void All_mistakes_are_told_at_once() => Assert.Equal(
        3, Asked.Mistakes(new QueryRequest { Collection = "site-days", Fields = "a", Sort = "b", Where = ["c=1"] }).Length);

    [Fact]
    public void What_adds_up_is_shown_without_being_named()
    {
        QueryPlan plan = QueryPlanner.Plan(new QueryRequest { Collection = "geo-days", GroupBy = "country" });
        Assert.Equal(["country", "events", "purchases", "revenue"], plan.Columns.Select(c => c.Name));
        Assert.Contains("users", Assert.Single(plan.Notes), StringComparison.Ordinal);
        plan = QueryPlanner.Plan(new QueryRequest { Collection = "dead-letters", GroupBy = "reason" });
        Assert.Equal(["reason", "documents"], plan.Columns.Select(c => c.Name));
    }

    private static void Refused(QueryRequest request, string expected) =>
        Assert.Contains(Asked.Mistakes(request), m => m.Contains(expected, StringComparison.Ordinal));
}
