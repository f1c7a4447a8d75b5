using Pipeline.Core.Events;

namespace Pipeline.Import.Fields;

/// <summary>The names of an event's fields (<c>docs/semantics.md</c> §1).</summary>
internal static class FieldNames
{
    /// <summary>By the number of the <see cref="EventField"/>; the first stands for none.</summary>
    internal static readonly string[] All =
    [
        "", "event_type", "user_id", "timestamp", "page_url", "product_id", "quantity", "price", "currency", "event_id", "country", "category",
        "product_name", "referrer", "user_agent",
    ];

    /// <summary>The event types, by the number of the <see cref="EventType"/>.</summary>
    internal static readonly string[] Types = ["page_view", "product_view", "add_to_cart", "purchase", "refund"];

    /// <summary>The name of a field; an empty one for none.</summary>
    internal static string Of(EventField field) => All[(int)field];
}
