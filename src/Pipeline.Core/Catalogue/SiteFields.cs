namespace Pipeline.Core.Catalogue;

/// <summary>The whole site, by bucket.</summary>
internal static class SiteFields
{
    private static readonly IReadOnlyList<FieldInfo> Fields =
    [
        EventFields.Bucket,
        EventFields.OfType("page_views", "page_view"),
        EventFields.OfType("product_views", "product_view"),
        EventFields.OfType("add_to_carts", "add_to_cart"),
        EventFields.OfType("purchases", "purchase"),
        EventFields.OfType("refunds", "refund"),
        EventFields.Units,
        EventFields.Revenue,
        EventFields.Sum("sessions", "Sessions that started in the bucket. A new one starts after a pause of more than 30 minutes (a setting).", 3, "A new session starts when the gap since the user's previous event"),
        EventFields.Sum("converted_sessions", "Of the sessions that started in the bucket, those with a purchase.", 5, "sessions with a purchase / sessions, both by session start"),
        new("conversion_rate", FieldKind.Rate, FieldMerge.Quotient, "converted_sessions / sessions; null when no session started.", 5, "Conversion rate of a bucket")
        {
            Part = "converted_sessions",
            Whole = "sessions",
        },
        new("active_users", FieldKind.Count, FieldMerge.Distinct, "Distinct shoppers with an event in the bucket.", 6, "`active_users` are distinct users with an event in the bucket")
        {
            Instead = "read the wider bucket (site-hours, site-days), which counts each shopper once, or sum sessions",
        },
    ];

    internal static CollectionInfo Of(string collection, string bucket, long width) =>
        new(collection, $"The whole site in one {bucket} (UTC).", "bucket", Fields) { Width = width };
}
