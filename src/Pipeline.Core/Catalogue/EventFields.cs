namespace Pipeline.Core.Catalogue;

/// <summary>Fields that several collections have, with the same meaning in each.</summary>
internal static class EventFields
{
    private const string Types = "`page_view`, `product_view`, `add_to_cart`, `purchase`, `refund`";

    public static FieldInfo Units { get; } = Sum("units", "Units bought: the quantities of purchases. Refunds are not taken off.", 5, "units = bought units, refunds not taken off");

    public static FieldInfo Revenue { get; } = new(
        "revenue", FieldKind.Money, FieldMerge.Sum,
        "Purchases minus refunds, quantity × price, exact and each currency apart, each at its own event's time.",
        5, "revenue = purchases minus refunds");

    public static FieldInfo Bucket { get; } = new(
        "bucket", FieldKind.Bucket, FieldMerge.Key, "When the bucket starts, in UTC. It ends just before the next one starts.",
        5, "Buckets are UTC minutes, hours and days; a bucket owns `[start, end)`.");

    /// <summary>A field that counts accepted events of a type.</summary>
    public static FieldInfo OfType(string name, string type) => Sum(name, $"Accepted events of type {type}.", 1, Types);

    /// <summary>A count that adds up.</summary>
    public static FieldInfo Sum(string name, string definition, int section, string passage) =>
        new(name, FieldKind.Count, FieldMerge.Sum, definition, section, passage);

    /// <summary>A text that says of what a document is.</summary>
    public static FieldInfo Key(string name, string definition, int section, string passage) =>
        new(name, FieldKind.Text, FieldMerge.Key, definition, section, passage);

    /// <summary>A day that a document is of.</summary>
    public static FieldInfo Day(string definition, int section, string passage) =>
        new("day", FieldKind.Day, FieldMerge.Key, definition, section, passage);
}
