using Pipeline.Core.Events;

namespace Pipeline.Reference.Decoding;

/// <summary>The table of <c>docs/semantics.md</c> §1: names, and which fields are for which type.</summary>
internal static class FieldTable
{
    private static readonly Dictionary<string, EventField> Fields = new(StringComparer.Ordinal)
    {
        ["event_type"] = EventField.EventType,
        ["user_id"] = EventField.UserId,
        ["timestamp"] = EventField.Timestamp,
        ["page_url"] = EventField.PageUrl,
        ["product_id"] = EventField.ProductId,
        ["quantity"] = EventField.Quantity,
        ["price"] = EventField.Price,
        ["currency"] = EventField.Currency,
        ["event_id"] = EventField.EventId,
        ["country"] = EventField.Country,
        ["category"] = EventField.Category,
        ["product_name"] = EventField.ProductName,
        ["referrer"] = EventField.Referrer,
        ["user_agent"] = EventField.UserAgent,
    };

    private static readonly Dictionary<EventField, string> Names = Fields.ToDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly Dictionary<string, EventType> Types = new(StringComparer.Ordinal)
    {
        ["page_view"] = EventType.PageView,
        ["product_view"] = EventType.ProductView,
        ["add_to_cart"] = EventType.AddToCart,
        ["purchase"] = EventType.Purchase,
        ["refund"] = EventType.Refund,
    };

    private static readonly EventField[] Optional =
    [
        EventField.Currency, EventField.EventId, EventField.Country, EventField.Category,
        EventField.ProductName, EventField.Referrer, EventField.UserAgent,
    ];

    private static readonly EventField[][] LookedAt =
        [.. Enum.GetValues<EventType>().Order().Select(type => (EventField[])[.. RequiredFor(type), .. Optional])];

    /// <summary>The field of a name, none when the name has no meaning.</summary>
    public static EventField FieldNamed(string name) => Fields.GetValueOrDefault(name, EventField.None);

    /// <summary>The name of a field; null for none.</summary>
    public static string? NameOf(EventField field) => Names.GetValueOrDefault(field);

    /// <summary>The type of a text; null when it is none of the five.</summary>
    public static EventType? TypeNamed(string text) => Types.TryGetValue(text, out EventType type) ? type : null;

    /// <summary>The fields that a type must have, in the table's order.</summary>
    public static EventField[] RequiredFor(EventType type) => type switch
    {
        EventType.PageView => [EventField.UserId, EventField.Timestamp, EventField.PageUrl],
        EventType.ProductView => [EventField.UserId, EventField.Timestamp, EventField.ProductId],
        EventType.AddToCart => [EventField.UserId, EventField.Timestamp, EventField.ProductId, EventField.Quantity],
        _ => [EventField.UserId, EventField.Timestamp, EventField.ProductId, EventField.Quantity, EventField.Price],
    };

    /// <summary>All fields that are looked at on a type, in the table's order.</summary>
    public static EventField[] LookedAtFor(EventType type) => LookedAt[(int)type];

    /// <summary>The code of a reason as documents show it.</summary>
    public static string CodeOf(RejectReason reason) => reason switch
    {
        RejectReason.TooLarge => "too_large",
        RejectReason.NotUtf8 => "not_utf8",
        RejectReason.NotJson => "not_json",
        RejectReason.NotAnObject => "not_an_object",
        RejectReason.DuplicateKey => "duplicate_key",
        RejectReason.UnknownEventType => "unknown_event_type",
        RejectReason.MissingField => "missing_field",
        RejectReason.WrongType => "wrong_type",
        RejectReason.OutOfRange => "out_of_range",
        RejectReason.BadTimestamp => "bad_timestamp",
        RejectReason.FutureTimestamp => "future_timestamp",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "An accepted record has no reason."),
    };
}
