using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>
/// The table of <c>docs/semantics.md</c> §1 as sets of fields: bit <c>n</c> stands for the <see cref="EventField"/> of that
/// number, so that the lowest bit of a set is its first field in the table's order.
/// </summary>
internal static class EventRules
{
    /// <summary>The most bytes of a record.</summary>
    public const int MaxRecordBytes = 65_536;

    /// <summary>The most bytes of an id.</summary>
    public const int MaxIdBytes = 128;

    /// <summary>The most bytes of a page's address.</summary>
    public const int MaxUrlBytes = 2048;

    /// <summary>The most bytes of another text.</summary>
    public const int MaxTextBytes = 1024;

    /// <summary>The largest quantity.</summary>
    public const int MaxQuantity = 1_000_000;

    /// <summary>The largest unit price in ten-thousandths.</summary>
    public const long MaxPrice = 1_000_000_000L * Money.Scale;

    /// <summary>The largest amount, quantity × price, in ten-thousandths.</summary>
    public const ulong MaxAmount = 100_000_000_000_000UL * Money.Scale;

    /// <summary>How far an event may lie after the time at which the log took it, in ms.</summary>
    public const long MaxFuture = 300_000;

    /// <summary>The fields that are for every type and may be absent.</summary>
    public const uint Optional =
        (1u << (int)EventField.Currency) | (1u << (int)EventField.EventId) | (1u << (int)EventField.Country)
        | (1u << (int)EventField.Category) | (1u << (int)EventField.ProductName) | (1u << (int)EventField.Referrer)
        | (1u << (int)EventField.UserAgent);

    private const uint User = 1u << (int)EventField.UserId;
    private const uint Time = 1u << (int)EventField.Timestamp;
    private const uint Page = 1u << (int)EventField.PageUrl;
    private const uint Product = 1u << (int)EventField.ProductId;
    private const uint Quantity = 1u << (int)EventField.Quantity;
    private const uint Price = 1u << (int)EventField.Price;

    private static readonly uint[] RequiredByType =
    [
        User | Time | Page, User | Time | Product, User | Time | Product | Quantity,
        User | Time | Product | Quantity | Price, User | Time | Product | Quantity | Price,
    ];

    /// <summary>The set of one field.</summary>
    public static uint Bit(EventField field) => 1u << (int)field;

    /// <summary>The fields that an event of this type must have.</summary>
    public static uint Required(EventType type) => RequiredByType[(int)type];

    /// <summary>The type that a record with these fields has when it names none.</summary>
    public static bool TryInfer(uint present, out EventType type)
    {
        type = (present & Page) != 0 ? EventType.PageView
            : (present & (Quantity | Price)) == (Quantity | Price) ? EventType.Purchase
            : (present & Quantity) != 0 ? EventType.AddToCart
            : EventType.ProductView;
        return (present & (Page | Product)) != 0;
    }

    /// <summary>The type of this name.</summary>
    public static bool TryName(ReadOnlySpan<byte> name, out EventType type)
    {
        type = name.Length switch
        {
            6 => EventType.Refund,
            8 => EventType.Purchase,
            9 => EventType.PageView,
            11 => EventType.AddToCart,
            _ => EventType.ProductView,
        };
        return name.SequenceEqual(type switch
        {
            EventType.Refund => "refund"u8,
            EventType.Purchase => "purchase"u8,
            EventType.PageView => "page_view"u8,
            EventType.AddToCart => "add_to_cart"u8,
            _ => "product_view"u8,
        });
    }

    /// <summary>The field of this name; <see cref="EventField.None"/> for a name without a meaning.</summary>
    public static EventField Field(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 => name.SequenceEqual("price"u8) ? EventField.Price : EventField.None,
        7 => name.SequenceEqual("user_id"u8) ? EventField.UserId
            : name.SequenceEqual("country"u8) ? EventField.Country : EventField.None,
        8 => name.SequenceEqual("page_url"u8) ? EventField.PageUrl
            : name.SequenceEqual("quantity"u8) ? EventField.Quantity
            : name.SequenceEqual("event_id"u8) ? EventField.EventId
            : name.SequenceEqual("currency"u8) ? EventField.Currency
            : name.SequenceEqual("category"u8) ? EventField.Category
            : name.SequenceEqual("referrer"u8) ? EventField.Referrer : EventField.None,
        9 => name.SequenceEqual("timestamp"u8) ? EventField.Timestamp : EventField.None,
        10 => name.SequenceEqual("event_type"u8) ? EventField.EventType
            : name.SequenceEqual("product_id"u8) ? EventField.ProductId
            : name.SequenceEqual("user_agent"u8) ? EventField.UserAgent : EventField.None,
        12 => name.SequenceEqual("product_name"u8) ? EventField.ProductName : EventField.None,
        _ => EventField.None,
    };

    /// <summary>Whether the field's rule names this JSON type.</summary>
    public static bool Takes(EventField field, JsonKind kind) => field switch
    {
        EventField.UserId or EventField.ProductId or EventField.EventId or EventField.Timestamp
            => kind is JsonKind.String or JsonKind.Integer,
        EventField.Quantity => kind == JsonKind.Integer,
        EventField.Price => kind is JsonKind.String or JsonKind.Integer or JsonKind.Fraction,
        _ => kind == JsonKind.String,
    };

    /// <summary>Whether a text is an id: 1 to 128 bytes without control characters.</summary>
    public static bool IsId(ReadOnlySpan<byte> text)
        => text.Length is >= 1 and <= MaxIdBytes && !text.ContainsAnyInRange((byte)0, (byte)0x1f) && !text.Contains((byte)0x7f);
}
