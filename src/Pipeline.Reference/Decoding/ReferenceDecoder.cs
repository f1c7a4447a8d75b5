using System.Text.Json;
using System.Text.Unicode;
using Pipeline.Core.Events;

namespace Pipeline.Reference.Decoding;

/// <summary>
/// Reads a record by the letter of <c>docs/semantics.md</c> §1: every reason in its order over the whole record, and
/// within a reason every field in the table's order. Written to be obviously right, not to be fast.
/// </summary>
public static class ReferenceDecoder
{
    /// <summary>The longest record, in bytes.</summary>
    public const int MaxRecordBytes = 65_536;

    private const long MaxFutureMilliseconds = 5 * 60_000;
    private const long MaxAmount = 100_000_000_000_000 * 10_000;
    private const int FieldCount = (int)EventField.UserAgent + 1;

    /// <summary>Decodes one record.</summary>
    /// <param name="record">The record without a line's end.</param>
    /// <param name="logTimestamp">When the log took it, in ms since 1970; null when nothing is known.</param>
    public static ReferenceDecoding Decode(ReadOnlyMemory<byte> record, long? logTimestamp)
    {
        if (record.Length > MaxRecordBytes) return Rejected(RejectReason.TooLarge);
        if (!Utf8.IsValid(record.Span)) return Rejected(RejectReason.NotUtf8);
        if (!JsonRule.IsJson(record.Span)) return Rejected(RejectReason.NotJson);
        using JsonDocument document = JsonDocument.Parse(record, new JsonDocumentOptions { MaxDepth = JsonRule.MaxDepth });
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) return Rejected(RejectReason.NotAnObject);

        var fields = new JsonElement?[FieldCount];
        EventField twice = ReadFields(root, fields);
        if (twice != EventField.None) return Rejected(RejectReason.DuplicateKey, twice);
        if (TypeOf(fields) is not { } type) return Rejected(RejectReason.UnknownEventType, EventField.EventType);
        return Check(type, fields, logTimestamp) ?? new ReferenceDecoding(Make(type, fields), RejectReason.None, EventField.None);
    }

    /// <summary>Takes the fields that have a meaning, null as absent; the first in the table's order that is named twice.</summary>
    private static EventField ReadFields(JsonElement root, JsonElement?[] fields)
    {
        var named = new int[FieldCount];
        foreach (JsonProperty property in root.EnumerateObject())
        {
            EventField field = FieldTable.FieldNamed(property.Name);
            if (field == EventField.None) continue;
            named[(int)field]++;
            fields[(int)field] = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value;
        }

        return (EventField)Math.Max(Array.FindIndex(named, count => count > 1), 0);
    }

    private static EventType? TypeOf(JsonElement?[] fields)
    {
        bool Has(EventField field) => fields[(int)field] is not null;

        if (fields[(int)EventField.EventType] is { } named)
            return named.ValueKind == JsonValueKind.String ? FieldTable.TypeNamed(named.GetString()!) : null;
        if (Has(EventField.PageUrl)) return EventType.PageView;
        if (!Has(EventField.ProductId)) return null;
        if (!Has(EventField.Quantity)) return EventType.ProductView;
        return Has(EventField.Price) ? EventType.Purchase : EventType.AddToCart;
    }

    private static ReferenceDecoding? Check(EventType type, JsonElement?[] fields, long? logTimestamp)
    {
        foreach (EventField field in FieldTable.RequiredFor(type))
            if (fields[(int)field] is null) return Rejected(RejectReason.MissingField, field);

        EventField[] lookedAt = FieldTable.LookedAtFor(type);
        foreach (EventField field in lookedAt)
            if (fields[(int)field] is { } value && FieldRule.IsWrongType(field, value)) return Rejected(RejectReason.WrongType, field);

        foreach (EventField field in lookedAt)
        {
            if (field == EventField.Timestamp || fields[(int)field] is not { } value) continue;

            // The amount is judged with the price, when the quantity before it has been found right.
            bool isTooMuch = FieldRule.IsOutOfRange(field, value) || (field == EventField.Price && AmountOf(fields) > MaxAmount);
            if (isTooMuch) return Rejected(RejectReason.OutOfRange, field);
        }

        if (FieldRule.Timestamp(fields[(int)EventField.Timestamp]!.Value) is not { } timestamp)
            return Rejected(RejectReason.BadTimestamp, EventField.Timestamp);
        return timestamp > logTimestamp + MaxFutureMilliseconds ? Rejected(RejectReason.FutureTimestamp, EventField.Timestamp) : null;
    }

    private static Int128 AmountOf(JsonElement?[] fields)
    {
        Int128 price = PriceRule.Parse(FieldRule.Text(fields[(int)EventField.Price]!.Value))!.Value;
        return price * FieldRule.Quantity(fields[(int)EventField.Quantity]!.Value)!.Value;
    }

    private static ReferenceEvent Make(EventType type, JsonElement?[] fields)
    {
        string? Text(EventField field) => fields[(int)field] is { } value ? FieldRule.Text(value) : null;

        bool hasQuantity = type is EventType.AddToCart or EventType.Purchase or EventType.Refund;
        bool hasPrice = type is EventType.Purchase or EventType.Refund;
        return new ReferenceEvent
        {
            Type = type,
            UserId = Text(EventField.UserId)!,
            Timestamp = FieldRule.Timestamp(fields[(int)EventField.Timestamp]!.Value)!.Value,
            ProductId = type == EventType.PageView ? null : Text(EventField.ProductId),
            Place = PlaceRule.Of(type, type == EventType.PageView ? Text(EventField.PageUrl) : null),
            Quantity = hasQuantity ? FieldRule.Quantity(fields[(int)EventField.Quantity]!.Value)!.Value : 0,
            Amount = hasPrice ? (long)AmountOf(fields) : 0,
            Currency = Text(EventField.Currency) ?? "USD",
            EventId = Text(EventField.EventId),
            Country = Text(EventField.Country),
            Category = Text(EventField.Category),
            ProductName = Text(EventField.ProductName),
            Referrer = Text(EventField.Referrer),
        };
    }

    private static ReferenceDecoding Rejected(RejectReason reason, EventField field = EventField.None) => new(null, reason, field);
}
