using Pipeline.Core.Documents;

namespace Pipeline.Core.Catalogue;

/// <summary>Shoppers.</summary>
internal static class ShopperFields
{
    internal static CollectionInfo Users { get; } = new(
        Collections.Users, "One shopper, of all time.", "user_id",
        [
            EventFields.Key("user_id", "The shopper.", 1, "`user_id`"),
            new("first_seen", FieldKind.Instant, FieldMerge.Least, "The time of the shopper's first accepted event.", 6, "first_seen, last_seen"),
            new("last_seen", FieldKind.Instant, FieldMerge.Greatest, "The time of the shopper's newest accepted event.", 6, "first_seen, last_seen"),
            EventFields.Sum("sessions", "The shopper's sessions. A new one starts after a pause of more than 30 minutes (a setting).", 3, "A new session starts when the gap since the user's previous event"),
            EventFields.OfType("page_views", "page_view"),
            EventFields.OfType("product_views", "product_view"),
            EventFields.OfType("add_to_carts", "add_to_cart"),
            EventFields.OfType("purchases", "purchase"),
            EventFields.OfType("refunds", "refund"),
            EventFields.Units,
            EventFields.Revenue,
            new("countries", FieldKind.Texts, FieldMerge.Single, "The countries that the shopper's events name, sorted.", 6, "`countries` are those that the user's events name, sorted")
            {
                Instead = "choose shoppers of one with --where countries=DE",
            },
            EventFields.Sum("open_attempt_count", "Attempts whose deadline is not before last_seen.", 6, "`open_attempt_count` counts them all"),
            new("open_attempts", FieldKind.Attempts, FieldMerge.Single, "Of the open attempts that reached step 2 the newest ten: funnel, steps reached, start, deadline, held values.", 6, "`open_attempts` holds of those that reached step 2 the newest ten")
            {
                Instead = "sum open_attempt_count",
            },
        ])
    {
        Ranges = "site-days, or --where 'last_seen>=2026-01-05'",
    };
}
