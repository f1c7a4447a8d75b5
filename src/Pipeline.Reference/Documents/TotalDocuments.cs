using System.Globalization;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;
using Pipeline.Reference.Folding;
using Pipeline.Reference.Totals;

namespace Pipeline.Reference.Documents;

/// <summary>The documents of what is summed over shoppers (<c>docs/semantics.md</c> §6).</summary>
internal static class TotalDocuments
{
    /// <summary>A bucket of the site.</summary>
    public static IdLine Site(long bucket, SiteTotal total)
    {
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("bucket", DocumentValues.Bucket(bucket));
        AddEventCounts(fields, total.Events);
        fields.Add("sessions", total.Sessions);
        fields.Add("converted_sessions", total.ConvertedSessions);
        fields.Add("conversion_rate", DocumentValues.Rate(total.ConvertedSessions, total.Sessions));
        fields.Add("active_users", total.ActiveUsers);
        return IdLine.Of(DocumentValues.Bucket(bucket), fields);
    }

    /// <summary>A product.</summary>
    public static IdLine Product(string product, ProductTotal total)
    {
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("product_id", product);
        AddProductCounts(fields, total.Events);
        fields.Add("viewers", total.Viewers);
        fields.Add("buyers", total.Buyers);
        fields.Add("first_seen", DocumentValues.Time(total.FirstSeen));
        fields.Add("last_seen", DocumentValues.Time(total.LastSeen));
        fields.Add("product_name", total.Name.Text);
        fields.Add("category", total.Category.Text);
        return IdLine.Of(product, fields);
    }

    /// <summary>A product's hour.</summary>
    public static IdLine ProductHour(string product, long bucket, EventCounts total)
    {
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("product_id", product);
        fields.Add("bucket", DocumentValues.Bucket(bucket));
        AddProductCounts(fields, total);
        return IdLine.Of($"{product}|{DocumentValues.Bucket(bucket)}", fields);
    }

    /// <summary>A funnel's day in one segment.</summary>
    public static IdLine FunnelDay(FunnelDefinition funnel, long day, string segment, FunnelDayTotal total)
    {
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("funnel", funnel.Name);
        fields.Add("day", DocumentValues.Day(day));
        fields.Add("segment", segment);
        fields.Add("entered", total.Entered);
        fields.Add("reached", total.Reached.Select(count => (object?)count).ToList());
        fields.Add("converted", total.Converted);
        fields.Add("excluded", total.Excluded);
        fields.Add("unfinished", total.Entered - total.Converted - total.Excluded);
        fields.Add("settles_at", DocumentValues.Time(day + Buckets.Day + funnel.WindowMilliseconds));
        fields.Add("revenue", DocumentValues.Money(total.Revenue));
        fields.Add("time_to_convert_ms", TimesToConvert(total.TimesToConvert));
        return IdLine.Of($"{funnel.Name}|{DocumentValues.Day(day)}|{segment}", fields);
    }

    /// <summary>A day of an edge between two places.</summary>
    public static IdLine FlowDay(string from, string to, long day, long count)
    {
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("from", from);
        fields.Add("to", to);
        fields.Add("day", DocumentValues.Day(day));
        fields.Add("count", count);
        return IdLine.Of($"{from}#{to}|{DocumentValues.Day(day)}", fields);
    }

    /// <summary>A country's day.</summary>
    public static IdLine GeoDay(string country, long day, GeoTotal total)
    {
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("country", country);
        fields.Add("day", DocumentValues.Day(day));
        fields.Add("events", total.AllEvents);
        fields.Add("users", total.Users);
        fields.Add("purchases", total.Events.Of(EventType.Purchase));
        fields.Add("revenue", DocumentValues.Money(total.Events.Revenue));
        return IdLine.Of($"{country}|{DocumentValues.Day(day)}", fields);
    }

    /// <summary>A partition's ledger.</summary>
    public static IdLine Ledger(int partition, PartitionLedger ledger)
    {
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("partition", partition);
        fields.Add("next_offset", ledger.NextOffset);
        fields.Add("records", ledger.Records);
        fields.Add("accepted", ledger.Accepted);
        fields.Add("duplicates", ledger.Duplicates);
        fields.Add("late", ledger.Late);
        fields.Add("rejected", ledger.Rejected);
        fields.Add("newest", ledger.Newest is { } newest ? DocumentValues.Time(newest) : null);
        return IdLine.Of(partition.ToString(CultureInfo.InvariantCulture), fields);
    }

    /// <summary>The counts that sites and shoppers show.</summary>
    public static void AddEventCounts(SortedList<string, object?> fields, EventCounts events)
    {
        fields.Add("page_views", events.Of(EventType.PageView));
        fields.Add("product_views", events.Of(EventType.ProductView));
        fields.Add("add_to_carts", events.Of(EventType.AddToCart));
        fields.Add("purchases", events.Of(EventType.Purchase));
        fields.Add("refunds", events.Of(EventType.Refund));
        fields.Add("units", events.UnitsOf(EventType.Purchase));
        fields.Add("revenue", DocumentValues.Money(events.Revenue));
    }

    private static void AddProductCounts(SortedList<string, object?> fields, EventCounts events)
    {
        fields.Add("views", events.Of(EventType.ProductView));
        fields.Add("carts", events.Of(EventType.AddToCart));
        fields.Add("cart_units", events.UnitsOf(EventType.AddToCart));
        fields.Add("purchases", events.Of(EventType.Purchase));
        fields.Add("units", events.UnitsOf(EventType.Purchase));
        fields.Add("refunds", events.Of(EventType.Refund));
        fields.Add("refund_units", events.UnitsOf(EventType.Refund));
        fields.Add("revenue", DocumentValues.Money(events.Revenue));
    }

    private static SortedList<string, object?> TimesToConvert(List<long> times)
    {
        long[] sorted = [.. times.Order()];
        var sum = (Int128)0;
        foreach (long time in sorted) sum += time;
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("count", sorted.Length);
        fields.Add("sum", sum);
        fields.Add("mean", sorted.Length == 0 ? null : DocumentValues.DivideHalfEven(sum, sorted.Length));
        fields.Add("p50", Percentile.Of(sorted, 50));
        fields.Add("p95", Percentile.Of(sorted, 95));
        return fields;
    }
}
