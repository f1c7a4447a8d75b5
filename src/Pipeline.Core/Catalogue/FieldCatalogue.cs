namespace Pipeline.Core.Catalogue;

/// <summary>
/// Every field of every collection, once: whoever asks for a field, or explains one, reads it here. Tests hold it against
/// <c>docs/semantics.md</c> and against exports.
/// </summary>
public static class FieldCatalogue
{
    /// <summary>The id of every document.</summary>
    public static FieldInfo Id { get; } = new("_id", FieldKind.Text, FieldMerge.Key, "The document's id, which never changes.", 6, "Deterministic ids");

    /// <summary>The collections, in the order of an export.</summary>
    public static IReadOnlyList<CollectionInfo> Collections { get; } =
    [
        SiteFields.Of(Documents.Collections.SiteMinutes, "minute", 60_000),
        SiteFields.Of(Documents.Collections.SiteHours, "hour", 3_600_000),
        SiteFields.Of(Documents.Collections.SiteDays, "day", 86_400_000),
        ProductFields.Products,
        ProductFields.ProductHours,
        FunnelFields.FunnelDays,
        ShopperFields.Users,
        PlaceFields.FlowDays,
        PlaceFields.GeoDays,
        LogFields.Ledger,
        LogFields.DeadLetters,
        LogFields.Late,
    ];

    /// <summary>The collection of a name; null when there is none.</summary>
    public static CollectionInfo? Collection(string name) => Collections.FirstOrDefault(c => c.Name == name);
}
