using Pipeline.Core.Documents;

namespace Pipeline.Core.Catalogue;

/// <summary>Pages and countries.</summary>
internal static class PlaceFields
{
    internal static CollectionInfo FlowDays { get; } = new(
        Collections.FlowDays, "How often one place followed another within a session, on one day (UTC).", "from#to|day",
        [
            EventFields.Key("from", "The earlier place: a page's path, product, cart or purchase.", 5, "Place of an event"),
            EventFields.Key("to", "The later place; a place may follow itself.", 5, "Place of an event"),
            EventFields.Day("The UTC day of the later event.", 5, "is one edge, on the UTC day of the later event"),
            EventFields.Sum("count", "How often the one followed the other.", 5, "within a session, each pair of consecutive places"),
        ])
    {
        Width = 86_400_000,
    };

    internal static CollectionInfo GeoDays { get; } = new(
        Collections.GeoDays, "One country on one day (UTC); only events that name a country.", "country|day",
        [
            EventFields.Key("country", "The country that the events name.", 1, "`country`"),
            EventFields.Day("The UTC day of the events.", 5, "Buckets are UTC minutes, hours and days"),
            EventFields.Sum("events", "Accepted events that name the country, of any type.", 6, "only events that name a country"),
            new("users", FieldKind.Count, FieldMerge.Distinct, "Distinct shoppers with an event that day that names the country.", 6, "users (distinct)")
            {
                Instead = "read it day by day, or sum events",
            },
            EventFields.OfType("purchases", "purchase"),
            EventFields.Revenue,
        ])
    {
        Width = 86_400_000,
    };
}
