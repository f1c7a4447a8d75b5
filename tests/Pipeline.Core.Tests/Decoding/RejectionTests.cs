using System.Text;
using Pipeline.Core.Events;
using static Pipeline.Core.Tests.Decoding.Json;

namespace Pipeline.Core.Tests.Decoding;

/// <summary>What is no event, with reason and field; the order of reasons and of fields is part of the contract.</summary>
public sealed class RejectionTests
{
    private const RejectReason NotJson = RejectReason.NotJson, Duplicate = RejectReason.DuplicateKey, Unknown = RejectReason.UnknownEventType,
        Missing = RejectReason.MissingField, WrongType = RejectReason.WrongType, Range = RejectReason.OutOfRange,
        BadTime = RejectReason.BadTimestamp;

    private static string Text(int length, char c = 'x') => "\"" + new string(c, length) + "\"";

    public static TheoryData<string> BrokenJson =>
    [
        "", " ", "{", "}", "{]", "[", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,\"a\":1}", "{\"a\":1 \"b\":2}", "{'a':1}", "{a:1}", "{\"a\":1}}",
        "{\"a\":1}x", "{\"a\":1}{\"a\":1}", "{\"a\":01}", "{\"a\":-}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":1e}", "{\"a\":1e+}", "{\"a\":0x1}",
        "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":True}", "{\"a\":nul}", "{\"a\":nullx}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\t\"}", "{\"a\":\"\u0000\"}", "{\"a\":\"x}", "{\"a\":\"\\\"}", "\ufeff{}", "{}\ufeff", "\u00a0{}", "{\v\"a\":1}", "nul", "truefalse", "1 2", "-", "--1",
        "01", "\"", "\"\\ud800\"", "{\"a\":1,\"b\":[1,2,{\"c\":}]}", "/**/{}", "{}//", "{\"a\":1;}", "[1 2]", "[}", "{\"a\":[1}]", "{\"a\":{\"b\":1]}", "{\"a\":\"\u001f\"}",
        "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ude00\"}", "{\"a\":\"\\ude00\\ud83d\"}", "{\"a\":\"\\ud83d\\u0041\"}", "{\"a\":\"\\ud83dx\\ude00\"}",
        "{\"\\ud83d\":1}", "{\"a\":[{\"b\":\"\\udc00\"}]}", "{\"a\":{\"\\udfff\":1}}", View("category=\"\\ud83d\""), View("page_url=\"\\udead\""), View() + "\0",
        View("timestamp=00"), View("price=1.e5"), View("price=-"),
    ];

    [Theory]
    [MemberData(nameof(BrokenJson))]
    public void Broken_JSON_is_not_json(string record) => Expect(NotJson, EventField.None, record);

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("0")]
    [InlineData(" -1.5E+3 ")]
    [InlineData("\"{}\"")]
    [InlineData("[]")]
    [InlineData("\t[ {\"user_id\":1,\"user_id\":2}, null ]\r\n")]
    public void Other_JSON_is_not_an_object(string record) => Expect(RejectReason.NotAnObject, EventField.None, record);

    [Theory]
    [InlineData("C0AF")] // overlong
    [InlineData("C1BF")]
    [InlineData("E08080")]
    [InlineData("F0808080")]
    [InlineData("EDA080")] // a surrogate
    [InlineData("EDBFBF")]
    [InlineData("F4908080")] // above U+10FFFF
    [InlineData("F5808080")]
    [InlineData("FF")]
    [InlineData("80")]
    [InlineData("C3")]
    [InlineData("E282")]
    public void Bytes_that_are_no_UTF8_come_before_broken_JSON(string hex)
    {
        byte[] bad = Convert.FromHexString(hex);
        byte[] inText = [.. "{\"category\":\""u8, .. bad, .. "\"}"u8], alone = bad, inBroken = [.. "{"u8, .. bad];
        foreach (byte[] record in (byte[][])[inText, alone, inBroken]) Expect(RejectReason.NotUtf8, EventField.None, record);
    }

    [Fact]
    public void Length_comes_before_all_else()
    {
        Expect(RejectReason.TooLarge, EventField.None, new byte[65_537]);
        Expect(NotJson, EventField.None, new byte[65_536]);
        Expect(RejectReason.TooLarge, EventField.None, View() + new string(' ', 65_537 - View().Length));
        Expect(RejectReason.None, EventField.None, View() + new string(' ', 65_536 - View().Length));
    }

    [Fact]
    public void Nesting_ends_at_64_levels()
    {
        Expect(RejectReason.None, EventField.None, View("x=" + new string('[', 63) + new string(']', 63)));
        Expect(NotJson, EventField.None, View("x=" + new string('[', 64) + new string(']', 64)));
        Expect(RejectReason.None, EventField.None, View("x=" + Repeat("{\"a\":", 63) + "1" + new string('}', 63)));
        Expect(NotJson, EventField.None, View("x=" + Repeat("{\"a\":", 64) + "1" + new string('}', 64)));
        Expect(RejectReason.NotAnObject, EventField.None, new string('[', 64) + new string(']', 64));
        Expect(NotJson, EventField.None, new string('[', 65) + new string(']', 65));
        Expect(NotJson, EventField.None, new string('[', 30_000));
    }

    public static TheoryData<RejectReason, EventField, string> Rules => new()
    {
        // A field named twice, whatever it holds and whether it is for the type.
        { Duplicate, EventField.UserId, View() [..^1] + ",\"user_id\":\"u\"}" },
        { Duplicate, EventField.UserId, View()[..^1] + ",\"user_id\":null}" },
        { Duplicate, EventField.UserId, View()[..^1] + ",\"user\\u005fid\":1}" },
        { Duplicate, EventField.UserId, View()[..^1] + ",\"\\u0075\\u0073\\u0065\\u0072\\u005f\\u0069\\u0064\":1}" },
        { Duplicate, EventField.ProductName, View()[..^1] + ",\"product_name\":[],\"\\u0070\\u0072\\u006f\\u0064\\u0075\\u0063\\u0074\\u005f\\u006e\\u0061\\u006d\\u0065\":{}}" },
        { Duplicate, EventField.Price, View("price=1")[..^1] + ",\"price\":2}" },
        { Duplicate, EventField.EventType, View()[..^1] + ",\"event_type\":\"x\"}" },
        { Duplicate, EventField.EventType, "{\"event_type\":null,\"event_type\":null}" },
        { Duplicate, EventField.UserId, "{\"price\":1,\"price\":1,\"user_id\":1,\"user_id\":1}" },
        { Duplicate, EventField.UserAgent, "{\"user_agent\":1,\"user_agent\":1}" },

        // The type.
        { Unknown, EventField.EventType, "{}" },
        { Unknown, EventField.EventType, "{\"event_type\":null,\"user_id\":1}" },
        { Unknown, EventField.EventType, "{\"quantity\":1,\"price\":1}" },
        { Unknown, EventField.EventType, "{\"page_url\":null,\"product_id\":null}" },
        { Unknown, EventField.EventType, View("event_type=\"Purchase\"") },
        { Unknown, EventField.EventType, View("event_type=\"purchase \"") },
        { Unknown, EventField.EventType, View("event_type=\"\"") },
        { Unknown, EventField.EventType, View("event_type=1") },
        { Unknown, EventField.EventType, View("event_type=true") },
        { Unknown, EventField.EventType, View("event_type=[\"purchase\"]") },
        { Unknown, EventField.EventType, View("event_type=\"refund\\u0000\"") },
        { Unknown, EventField.EventType, View("event_type=\"product_viev\"", "user_id") },

        // A field that is not there: before a wrong type, even of an earlier field.
        { Missing, EventField.UserId, View("user_id", "timestamp", "product_id") },
        { Missing, EventField.UserId, View("user_id=null") },
        { Missing, EventField.Timestamp, View("timestamp") },
        { Missing, EventField.ProductId, View("product_id") },
        { Missing, EventField.PageUrl, Page("page_url=null") },
        { Missing, EventField.Quantity, Cart("quantity=null") },
        { Missing, EventField.Price, Buy("price", "user_id=true", "quantity=\"1\"") },
        { Missing, EventField.Quantity, Refund("price", "quantity") },
        { Missing, EventField.Price, Refund("price=null", "timestamp=\"never\"") },
        { Missing, EventField.UserId, "{\"page_url\":1}" },
        { Missing, EventField.Timestamp, "{\"product_id\":{},\"user_id\":[]}" },

        // Another JSON type than the rule names: before a value out of range, even of an earlier field.
        { WrongType, EventField.UserId, View("user_id=1.0", "product_id=1.0") },
        { WrongType, EventField.UserId, View("user_id=1e2") },
        { WrongType, EventField.UserId, View("user_id=true") },
        { WrongType, EventField.UserId, View("user_id={}") },
        { WrongType, EventField.UserId, View("user_id=[\"u\"]") },
        { WrongType, EventField.Timestamp, View("timestamp=1763800000123.0") },
        { WrongType, EventField.Timestamp, View("timestamp=1.7638e12") },
        { WrongType, EventField.Timestamp, View("timestamp=false") },
        { WrongType, EventField.Timestamp, View("timestamp={}", "category=1") },
        { WrongType, EventField.PageUrl, Page("page_url=1") },
        { WrongType, EventField.PageUrl, Page("page_url=[]", "user_id=\"\"") },
        { WrongType, EventField.ProductId, View("product_id=0.5") },
        { WrongType, EventField.Quantity, Cart("quantity=1.0") },
        { WrongType, EventField.Quantity, Cart("quantity=1e0") },
        { WrongType, EventField.Quantity, Cart("quantity=\"1\"") },
        { WrongType, EventField.Price, Buy("price=true") },
        { WrongType, EventField.Price, Buy("price=[]", "quantity=0") },
        { WrongType, EventField.Currency, View("currency=1") },
        { WrongType, EventField.EventId, View("event_id=1.5") },
        { WrongType, EventField.EventId, View("event_id=false", "country=49") },
        { WrongType, EventField.Country, View("country=49") },
        { WrongType, EventField.Category, View("category=1") },
        { WrongType, EventField.ProductName, View("product_name={}") },
        { WrongType, EventField.Referrer, View("referrer=true") },
        { WrongType, EventField.UserAgent, View("user_agent=1", "user_id=\"\"", "timestamp=1") },

        // The right type, the wrong value: before a bad timestamp, although that stands earlier in the table.
        { Range, EventField.UserId, View("user_id=\"\"") },
        { Range, EventField.UserId, View("user_id=" + Text(129)) },
        { Range, EventField.UserId, View("user_id=" + Text(65, 'é')) },
        { Range, EventField.UserId, View("user_id=1" + new string('0', 128)) },
        { Range, EventField.UserId, View("user_id=\"a\\u0000\"") },
        { Range, EventField.UserId, View("user_id=\"\\n\"") },
        { Range, EventField.UserId, View("user_id=\"a\\u001fb\"") },
        { Range, EventField.UserId, View("user_id=\"a\u007f\"") },
        { Range, EventField.UserId, View("user_id=\"\\u007f\"") },
        { Range, EventField.ProductId, View("product_id=\"\"", "timestamp=1") },
        { Range, EventField.ProductId, View("product_id=" + Text(129), "timestamp=\"\"") },
        { Range, EventField.ProductId, View("product_id=\"\\t\"") },
        { Range, EventField.PageUrl, Page("page_url=\"\"") },
        { Range, EventField.PageUrl, Page("page_url=" + Text(2049)) },
        { Range, EventField.PageUrl, Page("page_url=" + Text(1025, 'é')) },
        { Range, EventField.Quantity, Cart("quantity=0") },
        { Range, EventField.Quantity, Cart("quantity=-0") },
        { Range, EventField.Quantity, Cart("quantity=-1") },
        { Range, EventField.Quantity, Cart("quantity=1000001") },
        { Range, EventField.Quantity, Cart("quantity=4294967297") },
        { Range, EventField.Quantity, Cart("quantity=18446744073709551617") },
        { Range, EventField.Quantity, Buy("quantity=" + new string('9', 400), "price=-1") },
        { Range, EventField.Price, Buy("price=-1") },
        { Range, EventField.Price, Buy("price=-0.0001") },
        { Range, EventField.Price, Buy("price=0.00001") },
        { Range, EventField.Price, Buy("price=1.00001") },
        { Range, EventField.Price, Buy("price=1e-5") },
        { Range, EventField.Price, Buy("price=1000000000.0001", "quantity=1") },
        { Range, EventField.Price, Buy("price=1000000001", "quantity=1") },
        { Range, EventField.Price, Buy("price=1e10", "quantity=1") },
        { Range, EventField.Price, Buy("price=1e999999999999") },
        { Range, EventField.Price, Buy("price=1e-999999999999") },
        { Range, EventField.Price, Buy("price=1E99999999999999999999999999999999") },
        { Range, EventField.Price, Buy("price=" + new string('9', 60_000)) },
        { Range, EventField.Price, Buy("price=0." + new string('0', 60_000) + "1") },
        { Range, EventField.Price, Buy("price=\"\"") },
        { Range, EventField.Price, Buy("price=\" 1\"") },
        { Range, EventField.Price, Buy("price=\"1 \"") },
        { Range, EventField.Price, Buy("price=\"1,5\"") },
        { Range, EventField.Price, Buy("price=\"+1\"") },
        { Range, EventField.Price, Buy("price=\"01\"") },
        { Range, EventField.Price, Buy("price=\"1.\"") },
        { Range, EventField.Price, Buy("price=\".5\"") },
        { Range, EventField.Price, Buy("price=\"1e\"") },
        { Range, EventField.Price, Buy("price=\"EUR\"") },
        { Range, EventField.Price, Buy("price=\"NaN\"") },
        { Range, EventField.Price, Buy("price=\"null\"") },
        { Range, EventField.Price, Buy("price=\"0x1\"") },
        { Range, EventField.Price, Buy("price=\"-1\"") },
        { Range, EventField.Price, Buy("price=\"1\\u0000\"") },
        { Range, EventField.Price, Buy("price=100000000.0001", "quantity=1000000") },
        { Range, EventField.Price, Buy("price=1000000000", "quantity=100001") },
        { Range, EventField.Price, Refund("price=1e9", "quantity=1000000", "currency=\"usd\"") },
        { Range, EventField.Currency, View("currency=\"\"") },
        { Range, EventField.Currency, View("currency=\"usd\"") },
        { Range, EventField.Currency, View("currency=\"US\"") },
        { Range, EventField.Currency, View("currency=\"USDT\"") },
        { Range, EventField.Currency, View("currency=\"US@\"") },
        { Range, EventField.Currency, View("currency=\"US[\"") },
        { Range, EventField.Currency, View("currency=\"ÜS\"") },
        { Range, EventField.EventId, View("event_id=\"\"") },
        { Range, EventField.EventId, View("event_id=" + Text(129), "country=\"\"") },
        { Range, EventField.Country, View("country=\"\"") },
        { Range, EventField.Country, View("country=\"de\"") },
        { Range, EventField.Country, View("country=\"DEU\"") },
        { Range, EventField.Country, View("country=\"D\"") },
        { Range, EventField.Country, View("country=\"D1\"") },
        { Range, EventField.Category, View("category=" + Text(1025)) },
        { Range, EventField.ProductName, View("product_name=" + Text(513, 'é')) },
        { Range, EventField.Referrer, View("referrer=" + Text(1025)) },
        { Range, EventField.UserAgent, View("user_agent=" + Text(1025), "timestamp=0") },

        // Times.
        { BadTime, EventField.Timestamp, View("timestamp=0") },
        { BadTime, EventField.Timestamp, View("timestamp=-0") },
        { BadTime, EventField.Timestamp, View("timestamp=946684799999") },
        { BadTime, EventField.Timestamp, View("timestamp=32503680000000") },
        { BadTime, EventField.Timestamp, View("timestamp=-1763800000123") },
        { BadTime, EventField.Timestamp, View("timestamp=99999999999999999999") },
    };

    [Theory]
    [MemberData(nameof(Rules), DisableDiscoveryEnumeration = true)]
    public void Broken_rules(RejectReason reason, EventField field, string record) => Expect(reason, field, record);

    [Theory]
    [InlineData("")]
    [InlineData("1763800000123")]
    [InlineData("2025-11-26")]
    [InlineData("2025-11-26T01:02")]
    [InlineData("2025-11-26T01:02Z")]
    [InlineData("2025-11-26t01:02:03Z")]
    [InlineData("2025-11-26T01:02:03z")]
    [InlineData("2025-11-26T01:02:03 Z")]
    [InlineData(" 2025-11-26T01:02:03Z")]
    [InlineData("2025-11-26T01:02:03Z ")]
    [InlineData("2025-11-26  01:02:03")]
    [InlineData("2025-11-26_01:02:03")]
    [InlineData("2025/11/26T01:02:03")]
    [InlineData("2025-11-26T01.02.03")]
    [InlineData("20251126T010203Z")]
    [InlineData("25-11-26T01:02:03Z")]
    [InlineData("2025-1-26T01:02:03Z")]
    [InlineData("2025-00-26T01:02:03Z")]
    [InlineData("2025-13-26T01:02:03Z")]
    [InlineData("2025-11-00T01:02:03Z")]
    [InlineData("2025-11-31T01:02:03Z")]
    [InlineData("2025-02-29T01:02:03Z")]
    [InlineData("2100-02-29T01:02:03Z")]
    [InlineData("2025-11-26T24:00:00Z")]
    [InlineData("2025-11-26T23:60:00Z")]
    [InlineData("2025-11-26T23:59:60Z")]
    [InlineData("2025-11-26T01:02:03.Z")]
    [InlineData("2025-11-26T01:02:03,")]
    [InlineData("2025-11-26T01:02:03.1234567890Z")]
    [InlineData("2025-11-26T01:02:03.1a3Z")]
    [InlineData("2025-11-26T01:02:03;123Z")]
    [InlineData("2025-11-26T01:02:03+1:00")]
    [InlineData("2025-11-26T01:02:03+01")]
    [InlineData("2025-11-26T01:02:03+01:0")]
    [InlineData("2025-11-26T01:02:03+24:00")]
    [InlineData("2025-11-26T01:02:03-00:60")]
    [InlineData("2025-11-26T01:02:03+01:00Z")]
    [InlineData("2025-11-26T01:02:03Z+01:00")]
    [InlineData("2025-11-26T01:02:03+-1:00")]
    [InlineData("2025-11-26T01:02:03*01:00")]
    [InlineData("2025-11-26T0٠:02:03Z")]
    [InlineData("+2025-11-26T01:02:03Z")]
    [InlineData("-2025-11-26T01:02:03Z")]
    [InlineData("1999-12-31T23:59:59.999Z")]
    [InlineData("3000-01-01T00:00:00Z")]
    [InlineData("2000-01-01T00:00:00+00:01")]
    [InlineData("2999-12-31T23:59:59-00:01")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0000-00-00T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+23:59")]
    [InlineData("9999-12-31T23:59:59-23:59")]
    public void Texts_that_are_no_time(string time) => Expect(BadTime, EventField.Timestamp, View($"timestamp=\"{time}\""));

    [Fact]
    public void The_future_is_five_minutes_away_from_the_log_and_not_checked_without_it()
    {
        const long Log = 1_763_800_000_123 - 300_000;
        Assert.Equal(RejectReason.None, DecodedEvent.Decode(View(), Log).Reason);
        Assert.Equal(DecodedEvent.Rejected(RejectReason.FutureTimestamp, EventField.Timestamp), DecodedEvent.Decode(View(), Log - 1));
        Assert.Equal(DecodedEvent.Rejected(BadTime, EventField.Timestamp), DecodedEvent.Decode(View("timestamp=32503680000000"), 0));
        Assert.Equal(RejectReason.None, DecodedEvent.Decode(View("timestamp=32503679999999")).Reason);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static void Expect(RejectReason reason, EventField field, string record) => Expect(reason, field, Encoding.UTF8.GetBytes(record));

    private static void Expect(RejectReason reason, EventField field, byte[] record)
    {
        DecodedEvent actual = DecodedEvent.Decode(record), naive = NaiveDecoder.Decode(record, Core.Decoding.RecordSpan.NoTimestamp);
        Assert.Equal((reason, field), (actual.Reason, actual.Field));
        Assert.Equal(naive, actual);
    }
}
