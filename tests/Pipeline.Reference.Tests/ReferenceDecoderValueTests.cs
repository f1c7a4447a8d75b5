using System.Text;
using Pipeline.Core.Events;
using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Tests;

public sealed class ReferenceDecoderValueTests
{
    private static ReferenceEvent? Decode(string record) => ReferenceDecoder.Decode(Encoding.UTF8.GetBytes(record), null).Event;

    private static ReferenceDecoding AtTime(string raw) =>
        ReferenceDecoder.Decode(Encoding.UTF8.GetBytes("{\"user_id\":1,\"page_url\":\"/\",\"timestamp\":" + raw + "}"), null);

    [Theory]
    [InlineData("\"2026-01-05T10:00:00\"")]
    [InlineData("\"2026-01-05 10:00:00\"")]
    [InlineData("\"2026-01-05T10:00:00Z\"")]
    [InlineData("\"2026-01-05T10:00:00.0009999\"")]
    [InlineData("\"2026-01-05T10:00:00,000000001Z\"")]
    [InlineData("\"2026-01-05T12:30:00+02:30\"")]
    [InlineData("\"2026-01-05T07:30:00-0230\"")]
    [InlineData("\"2026-01-06T09:59:00.0+23:59\"")]
    [InlineData("\"2026-01-05T10:00:00-00:00\"")]
    [InlineData("\"2026-01-05\\u005410:00:00\"")]
    [InlineData("1767607200000")]
    public void One_time_in_all_its_forms(string raw) => Assert.Equal(TestLog.Origin, AtTime(raw).Event!.Timestamp);

    [Theory]
    [InlineData("\"2026-01-05T10:00:00.5\"", 500)]
    [InlineData("\"2026-01-05T10:00:00,05Z\"", 50)]
    [InlineData("\"2026-01-05T10:00:00.1239\"", 123)]
    public void Fractions_are_truncated(string raw, int milliseconds) =>
        Assert.Equal(TestLog.Origin + milliseconds, AtTime(raw).Event!.Timestamp);

    [Theory]
    [InlineData("\"1999-12-31T23:30:00-01:00\"", 946_686_600_000)]
    [InlineData("\"3000-01-01T00:30:00+01:00\"", 32_503_678_200_000)]
    [InlineData("946684800000", 946_684_800_000)]
    [InlineData("32503679999999", 32_503_679_999_999)]
    [InlineData("\"2024-02-29T00:00:00\"", 1_709_164_800_000)]
    public void Edges_of_the_years_in_utc(string raw, long milliseconds) => Assert.Equal(milliseconds, AtTime(raw).Event!.Timestamp);

    [Theory]
    [InlineData("946684799999")]
    [InlineData("32503680000000")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("\"1767607200000\"")]
    [InlineData("\"\"")]
    [InlineData("\"2026-01-05\"")]
    [InlineData("\"2026-01-05T10:00\"")]
    [InlineData("\"2026-01-05t10:00:00\"")]
    [InlineData("\"2026-01-05T10:00:00z\"")]
    [InlineData("\"2026-01-05T10:00:00.\"")]
    [InlineData("\"2026-01-05T10:00:00.1234567890\"")]
    [InlineData("\"2026-01-05T10:00:00+24:00\"")]
    [InlineData("\"2026-01-05T10:00:00+00:60\"")]
    [InlineData("\"2026-01-05T10:00:00+01\"")]
    [InlineData("\"2026-01-05T10:00:00 Z\"")]
    [InlineData("\"2026-01-05T10:00:00\\n\"")]
    [InlineData("\" 2026-01-05T10:00:00\"")]
    [InlineData("\"2026-01-05T24:00:00\"")]
    [InlineData("\"2026-01-05T10:60:00\"")]
    [InlineData("\"2026-01-05T10:00:60\"")]
    [InlineData("\"2025-02-29T10:00:00\"")]
    [InlineData("\"2026-00-01T10:00:00\"")]
    [InlineData("\"2026-01-00T10:00:00\"")]
    [InlineData("\"0000-01-01T10:00:00\"")]
    [InlineData("\"2000-01-01T00:00:00+00:01\"")]
    [InlineData("\"2999-12-31T23:59:00-00:01\"")]
    [InlineData("\"٢٠٢٦-01-05T10:00:00\"")]
    public void Bad_timestamps(string raw) =>
        Assert.Equal((RejectReason.BadTimestamp, EventField.Timestamp), (AtTime(raw).Reason, AtTime(raw).Field));

    [Theory]
    [InlineData("1.5", 15_000)]
    [InlineData("1.50000", 15_000)]
    [InlineData("\"1.5e3\"", 15_000_000)]
    [InlineData("\"\\u0031E-4\"", 1)]
    [InlineData("0.0001", 1)]
    [InlineData("-0", 0)]
    [InlineData("-0.000e+77", 0)]
    [InlineData("0e99999999999999999999", 0)]
    [InlineData("1000000000", 10_000_000_000_000)]
    [InlineData("10.0e8", 10_000_000_000_000)]
    [InlineData("0.00000000001e11", 10_000)]
    [InlineData("12345.67890", 123_456_789)]
    public void Prices_go_by_value(string raw, long amount) => Assert.Equal(
        amount, Decode("{\"user_id\":1,\"timestamp\":1767607200000,\"product_id\":1,\"quantity\":1,\"price\":" + raw + "}")!.Amount);

    [Fact]
    public void The_largest_amount() => Assert.Equal(
        1_000_000_000_000_000_000,
        Decode("{\"user_id\":1,\"timestamp\":1767607200000,\"product_id\":1,\"quantity\":1000000,\"price\":1e8}")!.Amount);

    [Theory]
    [InlineData("7", "7")]
    [InlineData("\"7\"", "7")]
    [InlineData("-0", "-0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\" \\u00e9\\\"\"", " é\"")]
    public void Ids_are_taken_as_written(string raw, string id) =>
        Assert.Equal(id, Decode("{\"user_id\":" + raw + ",\"timestamp\":1767607200000,\"page_url\":\"/\"}")!.UserId);

    [Theory]
    [InlineData("\"page_url\":\"/\",\"product_id\":1,\"quantity\":1,\"price\":1", EventType.PageView)]
    [InlineData("\"page_url\":null,\"product_id\":1,\"quantity\":1,\"price\":1", EventType.Purchase)]
    [InlineData("\"product_id\":1,\"quantity\":1,\"price\":null", EventType.AddToCart)]
    [InlineData("\"product_id\":1,\"price\":true", EventType.ProductView)]
    [InlineData("\"event_type\":null,\"product_id\":1", EventType.ProductView)]
    [InlineData("\"event_type\":\"refund\",\"product_id\":1,\"quantity\":1,\"price\":1,\"page_url\":[]", EventType.Refund)]
    public void Types_are_inferred(string fields, EventType type) =>
        Assert.Equal(type, Decode("{\"user_id\":1,\"timestamp\":1767607200000," + fields + "}")!.Type);

    [Fact]
    public void What_is_not_for_the_type_is_not_looked_at()
    {
        ReferenceEvent e = Decode(
            "{\"event_type\":\"page_view\",\"user_id\":1,\"timestamp\":1767607200000,\"page_url\":\"/\",\"product_id\":[],\"quantity\":-1,\"price\":\"x\"}")!;
        Assert.Equal((null, 0, 0L), (e.ProductId, e.Quantity, e.Amount));
    }

    [Fact]
    public void Optional_fields_are_for_all_and_empty_texts_are_values()
    {
        ReferenceEvent e = Decode(
            "{\"user_id\":1,\"timestamp\":1767607200000,\"page_url\":\"/\",\"category\":\"\",\"product_name\":null,\"country\":\"DE\",\"user_agent\":\"\"}")!;
        Assert.Equal(("", null, "DE", "USD"), (e.Category, e.ProductName, e.Country, e.Currency));
    }

    [Theory]
    [InlineData("/a/b?x#y", "/a/b")]
    [InlineData("/a#y?x", "/a")]
    [InlineData("https://shop.example/a%20b/", "/a%20b/")]
    [InlineData("https://shop.example", "/")]
    [InlineData("https://shop.example?x=/a", "/")]
    [InlineData("//host/a//b", "/a//b")]
    [InlineData("svn+ssh-1.0://h:1/a", "/a")]
    [InlineData("1http://h/a", "/1http://h/a")]
    [InlineData("http:/a", "/http:/a")]
    [InlineData("a/https://b/c", "/a/https://b/c")]
    [InlineData("?", "/")]
    [InlineData("A", "/A")]
    [InlineData(" /a ", "/ /a ")]
    [InlineData("///a", "/a")]
    public void Places_of_pages(string url, string place) => Assert.Equal(
        place, Decode("{\"user_id\":1,\"timestamp\":1767607200000,\"page_url\":\"" + url + "\"}")!.Place);

    [Theory]
    [InlineData("x", 300, 199, "x")]
    [InlineData("é", 150, 99, "é")]
    [InlineData("€", 100, 66, "€")]
    [InlineData("😀", 100, 49, "😀")]
    public void Places_are_cut_to_whole_characters_of_200_bytes(string character, int length, int kept, string expected)
    {
        string url = string.Concat(Enumerable.Repeat(character, length));
        string place = Decode("{\"user_id\":1,\"timestamp\":1767607200000,\"page_url\":\"" + url + "\"}")!.Place!;
        Assert.Equal("/" + string.Concat(Enumerable.Repeat(expected, kept)), place);
    }

    [Theory]
    [InlineData("product_view", "product")]
    [InlineData("add_to_cart", "cart")]
    [InlineData("purchase", "purchase")]
    [InlineData("refund", null)]
    public void Places_of_the_others(string type, string? place) => Assert.Equal(place, Decode(
        "{\"event_type\":\"" + type + "\",\"user_id\":1,\"timestamp\":1767607200000,\"product_id\":1,\"quantity\":1,\"price\":1}")!.Place);
}
