using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using static Pipeline.Core.Tests.Decoding.Json;

namespace Pipeline.Core.Tests.Decoding;

/// <summary>What an event holds, at the edges of the rules.</summary>
public sealed class AcceptanceTests
{
    private static string Text(int length, char c = 'x') => "\"" + new string(c, length) + "\"";

    [Theory]
    [InlineData("7", "7")]
    [InlineData("\"7\"", "7")]
    [InlineData("-0", "-0")]
    [InlineData("-7", "-7")]
    [InlineData("0", "0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\"007\"", "007")]
    [InlineData("\" u \"", " u ")]
    [InlineData("\"U\"", "U")]
    [InlineData("\"\\u0075\"", "u")]
    [InlineData("\"\\/\\\\\\\"\"", "/\\\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\U0001f600")]
    [InlineData("\"\\uFFFF\\u0080\"", "\uffff\u0080")]
    [InlineData("\"\u0085\"", "\u0085")]
    [InlineData("\"Grün\"", "Grün")]
    [InlineData("\"{},:[]\"", "{},:[]")]
    public void Ids_are_taken_as_they_are(string json, string id)
    {
        DecodedEvent decoded = DecodedEvent.Decode(View("user_id=" + json, "product_id=" + json));
        Assert.Equal((id, id), (decoded.User, decoded.Subject));
        Assert.Equal(StableHash.Of(Encoding.UTF8.GetBytes(id)), decoded.UserHash);
    }

    [Fact]
    public void Lengths_are_those_of_unescaped_UTF8()
    {
        Assert.Equal(RejectReason.None, DecodedEvent.Decode(View("user_id=" + Text(128))).Reason);
        Assert.Equal(RejectReason.None, DecodedEvent.Decode(View("user_id=" + Text(64, 'é'))).Reason);
        Assert.Equal(RejectReason.None, DecodedEvent.Decode(View("user_id=\"" + string.Concat(Enumerable.Repeat("\\u0041", 128)) + "\"")).Reason);
        Assert.Equal(RejectReason.None, DecodedEvent.Decode(View("user_id=\"" + string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 32)) + "\"")).Reason);
        Assert.Equal(RejectReason.None, DecodedEvent.Decode(View("user_id=1" + new string('0', 127))).Reason);
        Assert.Equal(1024, DecodedEvent.Decode(View("category=" + Text(1024))).Category!.Length);
        Assert.Equal(RejectReason.None, DecodedEvent.Decode(Page("page_url=" + Text(2048))).Reason);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("0e999999999999999999", 0)]
    [InlineData("-0.000e-99999999999999", 0)]
    [InlineData("1", 10_000)]
    [InlineData("1.5", 15_000)]
    [InlineData("1.50000", 15_000)]
    [InlineData("1.5e3", 15_000_000)]
    [InlineData("\"1.5e3\"", 15_000_000)]
    [InlineData("\"19.99\"", 199_900)]
    [InlineData("\"\\u0031\"", 10_000)]
    [InlineData("1E+2", 1_000_000)]
    [InlineData("1e-4", 1)]
    [InlineData("10000e-8", 1)]
    [InlineData("0.0001", 1)]
    [InlineData("0.00010", 1)]
    [InlineData("123456780e-1", 123_456_780_000)]
    [InlineData("99999999.9999", 999_999_999_999)]
    [InlineData("100000000", 1_000_000_000_000)]
    [InlineData("999999999.9999", 9_999_999_999_999)]
    [InlineData("1000000000", 10_000_000_000_000)]
    [InlineData("1000000000.0000", 10_000_000_000_000)]
    [InlineData("1e9", 10_000_000_000_000)]
    [InlineData("1e+0000000000000000000000009", 10_000_000_000_000)]
    [InlineData("0.000000000000000000001e21", 10_000)]
    [InlineData("100000000000000000000e-20", 10_000)]
    public void Prices_count_by_value(string price, long amount)
    {
        Assert.Equal(amount, DecodedEvent.Decode(Buy("quantity=1", "price=" + price)).Amount);
        Assert.Equal(amount * 3, DecodedEvent.Decode(Refund("quantity=3", "price=" + price)).Amount);
    }

    [Fact]
    public void Prices_of_any_length()
    {
        string zeros = new('0', 60_000);
        Assert.Equal(10_000, DecodedEvent.Decode(Buy("quantity=1", $"price=0.{zeros}1e60001")).Amount);
        Assert.Equal(10_000, DecodedEvent.Decode(Buy("quantity=1", $"price=1{zeros}e-60000")).Amount);
        Assert.Equal(15_000, DecodedEvent.Decode(Buy("quantity=1", $"price=1.5{zeros}")).Amount);
        Assert.Equal(0, DecodedEvent.Decode(Buy("quantity=1", $"price=0.{zeros}e{zeros}9")).Amount);
    }

    [Theory]
    [InlineData("1000000", "100000000", 1_000_000_000_000_000_000)]
    [InlineData("100000", "1000000000", 1_000_000_000_000_000_000)]
    [InlineData("999999", "99999999.9999", 999_998_999_999_000_001)]
    public void Amounts_reach_ten_to_the_fourteenth(string quantity, string price, long amount)
        => Assert.Equal(amount, DecodedEvent.Decode(Buy("quantity=" + quantity, "price=" + price)).Amount);

    [Theory]
    [InlineData("946684800000", 946_684_800_000)]
    [InlineData("32503679999999", 32_503_679_999_999)]
    [InlineData("\"2025-11-26T01:02:03\"", 1_764_118_923_000)]
    [InlineData("\"2025-11-26 01:02:03\"", 1_764_118_923_000)]
    [InlineData("\"2025-11-26T01:02:03Z\"", 1_764_118_923_000)]
    [InlineData("\"2025-11-26T01:02:03.1\"", 1_764_118_923_100)]
    [InlineData("\"2025-11-26T01:02:03,12Z\"", 1_764_118_923_120)]
    [InlineData("\"2025-11-26T01:02:03.123Z\"", 1_764_118_923_123)]
    [InlineData("\"2025-11-26T01:02:03.999999999Z\"", 1_764_118_923_999)]
    [InlineData("\"2025-11-26T01:02:03.123456+01:00\"", 1_764_115_323_123)]
    [InlineData("\"2025-11-26T01:02:03-0130\"", 1_764_124_323_000)]
    [InlineData("\"2025-11-26T01:02:03+23:59\"", 1_764_032_583_000)]
    [InlineData("\"2025-11-26T01:02:03-00:00\"", 1_764_118_923_000)]
    [InlineData("\"2025\\u002d11-26T01:02:03Z\"", 1_764_118_923_000)]
    [InlineData("\"2024-02-29T23:59:59Z\"", 1_709_251_199_000)]
    [InlineData("\"2000-02-29T00:00:00Z\"", 951_782_400_000)]
    [InlineData("\"1999-12-31T23:59:59-00:01\"", 946_684_859_000)]
    [InlineData("\"3000-01-01T00:00:59+00:01\"", 32_503_679_999_000)]
    [InlineData("\"2999-12-31T23:59:59.999Z\"", 32_503_679_999_999)]
    [InlineData("\"2000-01-01T00:00:00Z\"", 946_684_800_000)]
    public void Times(string json, long milliseconds) => Assert.Equal(milliseconds, DecodedEvent.Decode(View("timestamp=" + json)).Timestamp);

    [Theory]
    [InlineData("/c/shoes", "/c/shoes")]
    [InlineData("/", "/")]
    [InlineData("shoes", "/shoes")]
    [InlineData("?a", "/")]
    [InlineData("#", "/")]
    [InlineData("/c?page=2#x", "/c")]
    [InlineData("/c#x?page=2", "/c")]
    [InlineData("https://shop.example", "/")]
    [InlineData("https://shop.example/", "/")]
    [InlineData("https://shop.example?x=/a", "/")]
    [InlineData("https://shop.example#/a", "/")]
    [InlineData("https://shop.example/c/shoes?page=2", "/c/shoes")]
    [InlineData("HTTPS://user:pw@shop.example:80/C//d/", "/C//d/")]
    [InlineData("//cdn.example/x", "/x")]
    [InlineData("//", "/")]
    [InlineData("///x", "/x")]
    [InlineData("/a//b", "/a//b")]
    [InlineData("a+b-c.d9://h/x", "/x")]
    [InlineData("9a://h/x", "/9a://h/x")]
    [InlineData("a_b://h/x", "/a_b://h/x")]
    [InlineData("mailto:me", "/mailto:me")]
    [InlineData("https:/x", "/https:/x")]
    [InlineData("https:", "/https:")]
    [InlineData("https://", "/")]
    [InlineData("http://", "/")]
    [InlineData("http://a", "/")]
    [InlineData("http:///x", "/x")]
    [InlineData("://x/y", "/://x/y")]
    [InlineData("/a%20b;c=d", "/a%20b;c=d")]
    [InlineData("/..//./", "/..//./")]
    [InlineData(" /x", "/ /x")]
    public void Places(string url, string place) => Assert.Equal(place, DecodedEvent.Decode(Page($"page_url=\"{url}\"")).Subject);

    [Fact]
    public void Places_are_cut_to_whole_characters_of_200_bytes()
    {
        Assert.Equal("/" + new string('x', 199), DecodedEvent.Decode(Page($"page_url=\"/{new string('x', 300)}\"")).Subject);
        Assert.Equal("/" + new string('x', 199), DecodedEvent.Decode(Page($"page_url=\"{new string('x', 300)}\"")).Subject);
        Assert.Equal("/" + new string('é', 99), DecodedEvent.Decode(Page($"page_url=\"/{new string('é', 300)}\"")).Subject);
        Assert.Equal("/" + new string('é', 99), DecodedEvent.Decode(Page($"page_url=\"{new string('é', 300)}\"")).Subject);
        Assert.Equal("/" + string.Concat(Enumerable.Repeat("\U0001f600", 49)), DecodedEvent.Decode(Page($"page_url=\"http://a/{string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 60))}\"")).Subject);
        Assert.Equal("/x", DecodedEvent.Decode(Page($"page_url=\"https://{new string('h', 300)}/x?{new string('q', 300)}\"")).Subject);
    }

    [Theory]
    [InlineData("{\"page_url\":1,\"product_id\":\"p\",\"user_id\":1,\"timestamp\":1763800000123}", RejectReason.WrongType, EventType.PageView)]
    [InlineData("{\"page_url\":\"/\",\"product_id\":\"p\",\"quantity\":1,\"price\":1,\"user_id\":1,\"timestamp\":1763800000123}", RejectReason.None, EventType.PageView)]
    [InlineData("{\"page_url\":null,\"product_id\":\"p\",\"quantity\":1,\"price\":1,\"user_id\":1,\"timestamp\":1763800000123}", RejectReason.None, EventType.Purchase)]
    [InlineData("{\"product_id\":\"p\",\"quantity\":1,\"price\":null,\"user_id\":1,\"timestamp\":1763800000123}", RejectReason.None, EventType.AddToCart)]
    [InlineData("{\"event_type\":null,\"product_id\":\"p\",\"price\":1,\"user_id\":1,\"timestamp\":1763800000123}", RejectReason.None, EventType.ProductView)]
    public void Types_are_inferred_from_what_is_there(string record, RejectReason reason, EventType type)
    {
        DecodedEvent decoded = DecodedEvent.Decode(record);
        Assert.Equal(reason, decoded.Reason);
        if (reason == RejectReason.None) Assert.Equal(type, decoded.Type);
    }

    [Fact]
    public void Fields_of_other_types_are_not_looked_at()
    {
        DecodedEvent page = DecodedEvent.Decode(Page("product_id=[1]", "quantity=-5.5", "price=\"free\""));
        Assert.Equal((RejectReason.None, 0, 0L, "/c"), (page.Reason, page.Quantity, page.Amount, page.Subject));
        Assert.Equal("p", DecodedEvent.Decode(View("page_url={}", "quantity=\"x\"", "price=true")).Subject);
        DecodedEvent cart = DecodedEvent.Decode(Cart("price=1e99", "page_url=\"\""));
        Assert.Equal((2, 0L), (cart.Quantity, cart.Amount));
        Assert.Equal(EventType.Purchase, DecodedEvent.Decode(Buy("page_url=1")).Type);
    }

    [Fact]
    public void Optional_fields_and_their_defaults()
    {
        DecodedEvent bare = DecodedEvent.Decode(View("currency=null", "event_id=null", "country=null", "category=null", "product_name=null", "referrer=null", "user_agent=null"));
        Assert.Equal(("USD", "-", null, null, null), (bare.Currency, bare.Country, bare.Category, bare.Name, bare.Referrer));
        Assert.Equal((0UL, 0UL), (bare.EventIdHigh, bare.EventIdLow));
        DecodedEvent full = DecodedEvent.Decode(View("currency=\"E\\u0055R\"", "event_id=9", "country=\"DE\"", "category=\"\"", "product_name=\"\\n\"", "referrer=\"\\u0000\"", "user_agent=\"\\t\""));
        Assert.Equal(("EUR", "DE", "", "\n", "\0"), (full.Currency, full.Country, full.Category, full.Name, full.Referrer));
        Assert.Equal(RecordDecoder.HashEventId("9"u8), (full.EventIdHigh, full.EventIdLow));
        Assert.NotEqual(full.EventIdHigh, full.EventIdLow);
    }

    [Fact]
    public void White_space_and_unknown_fields()
    {
        string spaced = "\r\n\t { \"x\" : [ ] , \"\" : { } , " + View().Replace(",", "\t,\n").Replace(":", " : ")[1..] + " \r\n";
        Assert.Equal(DecodedEvent.Decode(View()), DecodedEvent.Decode(spaced));
        Assert.Equal(DecodedEvent.Decode(View()), DecodedEvent.Decode(View("x=-1.5e-7", "y=true", "z=[{\"user_id\":1,\"user_id\":1}]", "User_id=1", "user_id =1")));
        Assert.Equal(DecodedEvent.Decode(View()), DecodedEvent.Decode(View().Replace("user_id", "\\u0075ser_id", StringComparison.Ordinal)));
        Assert.Equal(DecodedEvent.Decode(View()), DecodedEvent.Decode(View("x=1")[..^1] + ",\"x\":2}"));
    }
}
