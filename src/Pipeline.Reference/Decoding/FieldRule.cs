using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Events;

namespace Pipeline.Reference.Decoding;

/// <summary>The rule of each field: the JSON types that it names, and length, form and value.</summary>
internal static class FieldRule
{
    private const int MaxQuantity = 1_000_000;

    /// <summary>Whether a present field has another type than its rule names. The event type is judged apart.</summary>
    public static bool IsWrongType(EventField field, JsonElement value) => field switch
    {
        EventField.UserId or EventField.ProductId or EventField.EventId or EventField.Timestamp =>
            !IsString(value) && !IsInteger(value),
        EventField.Quantity => !IsInteger(value),
        EventField.Price => !IsString(value) && value.ValueKind != JsonValueKind.Number,
        _ => !IsString(value),
    };

    /// <summary>Whether a field of the right type breaks its rule. The timestamp is judged apart.</summary>
    public static bool IsOutOfRange(EventField field, JsonElement value) => field switch
    {
        EventField.UserId or EventField.ProductId or EventField.EventId => !IsId(Text(value)),
        EventField.PageUrl => Bytes(Text(value)) is < 1 or > 2_048,
        EventField.Quantity => Quantity(value) is null,
        EventField.Price => PriceRule.Parse(Text(value)) is null,
        EventField.Currency => !IsLetters(Text(value), 3),
        EventField.Country => !IsLetters(Text(value), 2),
        EventField.Category or EventField.ProductName or EventField.Referrer or EventField.UserAgent => Bytes(Text(value)) > 1_024,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of this rule."),
    };

    /// <summary>A string's value, or a number as it is written.</summary>
    public static string Text(JsonElement value) => IsString(value) ? value.GetString()! : value.GetRawText();

    /// <summary>The quantity; null when out of range.</summary>
    public static int? Quantity(JsonElement value)
    {
        bool isInt = int.TryParse(Text(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int quantity);
        return isInt && quantity is >= 1 and <= MaxQuantity ? quantity : null;
    }

    /// <summary>The time; null when it is none of the years 2000 to 2999.</summary>
    public static long? Timestamp(JsonElement value) =>
        IsString(value) ? TimestampRule.FromText(Text(value)) : TimestampRule.FromInteger(Text(value));

    private static bool IsString(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static bool IsInteger(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0;

    private static bool IsId(string text) =>
        Bytes(text) is >= 1 and <= 128 && !text.Any(c => c is <= '\u001f' or '\u007f');

    private static bool IsLetters(string text, int count) => text.Length == count && text.All(c => c is >= 'A' and <= 'Z');

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
