using Pipeline.Core.Documents;

namespace Pipeline.Core.Catalogue;

/// <summary>Products, of all time and by hour.</summary>
internal static class ProductFields
{
    private static readonly FieldInfo ProductId = EventFields.Key("product_id", "The product.", 1, "`product_id`");

    private static readonly IReadOnlyList<FieldInfo> Counts =
    [
        EventFields.OfType("views", "product_view"),
        EventFields.OfType("carts", "add_to_cart"),
        EventFields.Sum("cart_units", "Units put into carts: the quantities of add_to_cart events.", 5, "cart_units"),
        EventFields.OfType("purchases", "purchase"),
        EventFields.Units,
        EventFields.OfType("refunds", "refund"),
        EventFields.Sum("refund_units", "Units refunded: the quantities of refunds.", 5, "refund_units"),
        EventFields.Revenue,
    ];

    internal static CollectionInfo Products { get; } = new(
        Collections.Products, "One product, of all time.", "product_id",
        [
            ProductId,
            EventFields.Key("product_name", "The name that the newest event with one gives it; null when none did.", 5, "product_name and category as the newest event with that product that names one has it"),
            EventFields.Key("category", "The category that the newest event with one gives it; null when none did.", 5, "product_name and category as the newest event with that product that names one has it"),
            .. Counts,
            Distinct("viewers", "Distinct shoppers with a product_view of it."),
            Distinct("buyers", "Distinct shoppers with a purchase of it."),
            new("first_seen", FieldKind.Instant, FieldMerge.Least, "The time of the first event with it, of any type.", 5, "first and last event time (of any event with that product)"),
            new("last_seen", FieldKind.Instant, FieldMerge.Greatest, "The time of the last event with it, of any type.", 5, "first and last event time (of any event with that product)"),
        ])
    {
        Ranges = "product-hours",
    };

    internal static CollectionInfo ProductHours { get; } = new(
        Collections.ProductHours, "One product in one hour (UTC).", "product_id|bucket", [ProductId, EventFields.Bucket, .. Counts]) { Width = 3_600_000 };

    private static FieldInfo Distinct(string name, string definition) =>
        new(name, FieldKind.Count, FieldMerge.Distinct, definition, 5, "viewers and buyers (distinct users with a product_view, a purchase)")
        {
            Instead = "read it product by product, or sum views and purchases",
        };
}
