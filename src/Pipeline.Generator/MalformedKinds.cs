using System.Text;
using Pipeline.Core.Events;

namespace Pipeline.Generator;

/// <summary>
/// All ways to break a record that are planted. Not among them: an empty record, which a file cannot hold, and a time in the
/// future, which a replayed file does not check.
/// </summary>
public static class MalformedKinds
{
    private const string View = """{"event_type":"product_view","user_id":"~u","product_id":"~p","timestamp":~t""";
    private const string Bought = """{"event_type":"purchase","user_id":"~u","product_id":"~p","timestamp":~t,""";

    /// <summary>The kinds; names are unique.</summary>
    public static IReadOnlyList<MalformedKind> All { get; } = [.. Unreadable(), .. Incomplete(), .. Wrong()];

    private static MalformedKind[] Unreadable() =>
    [
        new("too_large", RejectReason.TooLarge, EventField.None, Bytes(View + ",\"note\":\"" + new string('x', 65_536) + "\"}"), 1),
        new("byte_ff", RejectReason.NotUtf8, EventField.None, Replaced(View + ",\"category\":\"?\"}", [0xFF])),
        new("overlong_slash", RejectReason.NotUtf8, EventField.None, Replaced(View + ",\"category\":\"?\"}", [0xC0, 0xAF])),
        new("cut_character", RejectReason.NotUtf8, EventField.None, Replaced(View + ",\"category\":\"?\"}", [0xE2, 0x82])),
        Text("cut_off", RejectReason.NotJson, EventField.None, View),
        Text("trailing_comma", RejectReason.NotJson, EventField.None, View + ",}"),
        Text("access_log", RejectReason.NotJson, EventField.None, "127.0.0.1 - ~u [~t] \"GET /products/~p HTTP/1.1\" 200"),
        Text("two_objects", RejectReason.NotJson, EventField.None, View + "}" + View + "}"),
        Text("not_a_number", RejectReason.NotJson, EventField.None, Bought + "\"quantity\":1,\"price\":NaN}"),
        Text("leading_zero", RejectReason.NotJson, EventField.None, Bought + "\"quantity\":01,\"price\":1}"),
        Text("single_quotes", RejectReason.NotJson, EventField.None, (View + "}").Replace('"', '\'')),
        Text("comment", RejectReason.NotJson, EventField.None, View + "/* view */}"),
        Text("raw_tab", RejectReason.NotJson, EventField.None, View + ",\"category\":\"a\tb\"}"),
        Text("half_surrogate", RejectReason.NotJson, EventField.None, View + ",\"category\":\"\\ud83d\"}"),
        Text("bad_escape", RejectReason.NotJson, EventField.None, View + ",\"category\":\"\\x41\"}"),
        Text("too_deep", RejectReason.NotJson, EventField.None, View + ",\"note\":" + new string('[', 70) + new string(']', 70) + "}"),
        Text("array", RejectReason.NotAnObject, EventField.None, "[" + View + "}]"),
        Text("number", RejectReason.NotAnObject, EventField.None, "~t"),
        Text("null", RejectReason.NotAnObject, EventField.None, "null"),
        Text("user_twice", RejectReason.DuplicateKey, EventField.UserId, View + ",\"user_id\":\"~u\"}"),
        Text("time_twice", RejectReason.DuplicateKey, EventField.Timestamp, View + ",\"time\\u0073tamp\":~t}"),
    ];

    private static MalformedKind[] Incomplete() =>
    [
        Text("unknown_type", RejectReason.UnknownEventType, EventField.EventType, View.Replace("product_view", "wishlist", StringComparison.Ordinal) + "}"),
        Text("type_in_capitals", RejectReason.UnknownEventType, EventField.EventType, View.Replace("product_view", "Product_View", StringComparison.Ordinal) + "}"),
        Text("type_is_number", RejectReason.UnknownEventType, EventField.EventType, """{"event_type":2,"user_id":"~u","product_id":"~p","timestamp":~t}"""),
        Text("nothing_to_infer", RejectReason.UnknownEventType, EventField.EventType, """{"user_id":"~u","timestamp":~t,"quantity":1}"""),
        Text("empty_object", RejectReason.UnknownEventType, EventField.EventType, "{}"),
        Text("no_user", RejectReason.MissingField, EventField.UserId, """{"event_type":"product_view","product_id":"~p","timestamp":~t}"""),
        Text("null_time", RejectReason.MissingField, EventField.Timestamp, """{"event_type":"product_view","user_id":"~u","product_id":"~p","timestamp":null}"""),
        Text("no_page", RejectReason.MissingField, EventField.PageUrl, """{"event_type":"page_view","user_id":"~u","timestamp":~t}"""),
        Text("no_product", RejectReason.MissingField, EventField.ProductId, """{"event_type":"add_to_cart","user_id":"~u","timestamp":~t,"quantity":1}"""),
        Text("no_quantity", RejectReason.MissingField, EventField.Quantity, Bought + "\"price\":9.99}"),
        Text("no_price", RejectReason.MissingField, EventField.Price, Bought + "\"quantity\":2}"),
        Text("user_is_object", RejectReason.WrongType, EventField.UserId, """{"event_type":"product_view","user_id":{"id":"~u"},"product_id":"~p","timestamp":~t}"""),
        Text("user_is_true", RejectReason.WrongType, EventField.UserId, """{"event_type":"product_view","user_id":true,"product_id":"~p","timestamp":~t}"""),
        Text("time_is_list", RejectReason.WrongType, EventField.Timestamp, """{"event_type":"product_view","user_id":"~u","product_id":"~p","timestamp":[~t]}"""),
        Text("quantity_is_text", RejectReason.WrongType, EventField.Quantity, Bought + "\"quantity\":\"2\",\"price\":9.99}"),
        Text("price_is_false", RejectReason.WrongType, EventField.Price, Bought + "\"quantity\":2,\"price\":false}"),
        Text("category_is_number", RejectReason.WrongType, EventField.Category, View + ",\"category\":7}"),
    ];

    private static MalformedKind[] Wrong() =>
    [
        Text("user_empty", RejectReason.OutOfRange, EventField.UserId, """{"event_type":"product_view","user_id":"","product_id":"~p","timestamp":~t}"""),
        Text("user_too_long", RejectReason.OutOfRange, EventField.UserId, "{\"event_type\":\"product_view\",\"user_id\":\"" + new string('u', 129) + "\",\"product_id\":\"~p\",\"timestamp\":~t}"),
        Text("user_with_control", RejectReason.OutOfRange, EventField.UserId, """{"event_type":"product_view","user_id":"~u\u0001","product_id":"~p","timestamp":~t}"""),
        Text("page_empty", RejectReason.OutOfRange, EventField.PageUrl, """{"event_type":"page_view","user_id":"~u","page_url":"","timestamp":~t}"""),
        Text("quantity_zero", RejectReason.OutOfRange, EventField.Quantity, Bought + "\"quantity\":0,\"price\":9.99}"),
        Text("quantity_too_large", RejectReason.OutOfRange, EventField.Quantity, Bought + "\"quantity\":1000001,\"price\":9.99}"),
        Text("price_negative", RejectReason.OutOfRange, EventField.Price, Bought + "\"quantity\":1,\"price\":-0.01}"),
        Text("price_too_fine", RejectReason.OutOfRange, EventField.Price, Bought + "\"quantity\":1,\"price\":9.99995}"),
        Text("price_too_large", RejectReason.OutOfRange, EventField.Price, Bought + "\"quantity\":1,\"price\":1000000000.01}"),
        Text("amount_too_large", RejectReason.OutOfRange, EventField.Price, Bought + "\"quantity\":1000000,\"price\":1000000000}"),
        Text("currency_in_small", RejectReason.OutOfRange, EventField.Currency, Bought + "\"quantity\":1,\"price\":9.99,\"currency\":\"usd\"}"),
        Text("country_of_three", RejectReason.OutOfRange, EventField.Country, View + ",\"country\":\"USA\"}"),
        Text("time_in_words", RejectReason.BadTimestamp, EventField.Timestamp, Timed("\"yesterday\"")),
        Text("time_february_30", RejectReason.BadTimestamp, EventField.Timestamp, Timed("\"2026-02-30T10:00:00Z\"")),
        Text("time_hour_24", RejectReason.BadTimestamp, EventField.Timestamp, Timed("\"2026-02-03T24:00:00Z\"")),
        Text("time_of_1999", RejectReason.BadTimestamp, EventField.Timestamp, Timed("946684799999")),
        Text("time_in_seconds", RejectReason.BadTimestamp, EventField.Timestamp, Timed("1767571200")),
        Text("date_alone", RejectReason.BadTimestamp, EventField.Timestamp, Timed("\"2026-02-03\"")),
    ];

    private static string Timed(string time) =>
        """{"event_type":"product_view","user_id":"~u","product_id":"~p","timestamp":""" + time + "}";

    private static MalformedKind Text(string name, RejectReason reason, EventField field, string template) =>
        new(name, reason, field, Bytes(template));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Replaced(string template, byte[] bytes)
    {
        byte[] text = Bytes(template);
        int at = text.AsSpan().IndexOf((byte)'?');
        return [.. text.AsSpan(0, at), .. bytes, .. text.AsSpan(at + 1)];
    }
}
