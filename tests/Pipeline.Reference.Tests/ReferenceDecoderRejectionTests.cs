using System.Text;
using Pipeline.Core.Events;
using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Tests;

public sealed class ReferenceDecoderRejectionTests
{
    private const string User = "\"user_id\":\"u\",", Base = User + "\"timestamp\":1767607200000,";
    private const string Buy = "{\"event_type\":\"purchase\"," + Base + "\"product_id\":\"p\",";

    private static ReferenceDecoding Decode(string record, long? logTimestamp = null) =>
        ReferenceDecoder.Decode(Encoding.UTF8.GetBytes(record), logTimestamp);

    private static void AssertRejected(ReferenceDecoding decoding, RejectReason reason, EventField field = EventField.None) =>
        Assert.Equal((reason, field), (decoding.Reason, decoding.Field));

    [Theory]
    [InlineData(65_536, RejectReason.None)]
    [InlineData(65_537, RejectReason.TooLarge)]
    public void Size(int bytes, RejectReason reason)
    {
        string start = "{" + Base + "\"product_id\":\"p\",\"x\":\"";
        AssertRejected(Decode(start + new string('x', bytes - start.Length - 2) + "\"}"), reason);
    }

    [Fact]
    public void Too_large_comes_before_not_utf8() =>
        AssertRejected(ReferenceDecoder.Decode(Enumerable.Repeat((byte)0xff, 65_537).ToArray(), null), RejectReason.TooLarge);

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { (byte)'{', 0xc0, 0x80 })]
    [InlineData(new byte[] { (byte)'"', 0xed, 0xa0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xf4, 0x90, 0x80, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'{', (byte)'}', 0xe2, 0x82 })]
    public void Not_utf8_comes_before_not_json(byte[] record) =>
        AssertRejected(ReferenceDecoder.Decode(record, null), RejectReason.NotUtf8);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1/**/}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":\"\u0001\"}")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"a\":\"\\ud83d\"}")]
    [InlineData("{\"a\":\"\\ude00\"}")]
    [InlineData("{\"a\":\"\\ud83d\\ud83d\\ude00\"}")]
    [InlineData("{\"a\":\"\\ud83dx\"}")]
    [InlineData("{\"a\":\"\\ud83d\\n\"}")]
    [InlineData("{\"\\uD83D\":1}")]
    [InlineData("[[\"\\ude00\\ud83d\"]]")]
    [InlineData("\"\\udfff\"")]
    public void Not_json(string record) => AssertRejected(Decode(record), RejectReason.NotJson);

    [Fact]
    public void A_whole_pair_of_escapes_is_json_and_so_is_an_escaped_backslash_before_u() =>
        AssertRejected(Decode("{" + Base + "\"product_id\":\"\\ud83d\\uDE00\",\"x\":\"\\\\ud83d\"}"), RejectReason.None);

    [Theory]
    [InlineData(63, RejectReason.None)]
    [InlineData(64, RejectReason.NotJson)]
    public void Depth_counts_the_record_itself_as_one_level(int arrays, RejectReason reason) =>
        AssertRejected(
            Decode("{" + Base + "\"product_id\":\"p\",\"x\":" + new string('[', arrays) + new string(']', arrays) + "}"), reason);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData(" 1 ")]
    [InlineData("\"a\"")]
    public void Not_an_object(string record) => AssertRejected(Decode(record), RejectReason.NotAnObject);

    [Theory]
    [InlineData("{\"price\":1,\"user_id\":1,\"price\":2,\"user_id\":2}", EventField.UserId)]
    [InlineData("{\"user\\u005fid\":1,\"user_id\":null}", EventField.UserId)]
    [InlineData("{\"event_type\":\"no\",\"user_agent\":null,\"user_agent\":null}", EventField.UserAgent)]
    [InlineData("{\"event_type\":\"product_view\",\"page_url\":1,\"page_url\":2}", EventField.PageUrl)]
    public void Duplicate_key(string record, EventField field) => AssertRejected(Decode(record), RejectReason.DuplicateKey, field);

    [Fact]
    public void Unknown_and_nested_names_may_stand_twice() =>
        AssertRejected(Decode("{" + Base + "\"product_id\":\"p\",\"x\":{\"price\":1,\"price\":2},\"x\":2}"), RejectReason.None);

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"event_type\":null}")]
    [InlineData("{\"event_type\":\"\"}")]
    [InlineData("{\"event_type\":\"Purchase\",\"product_id\":1}")]
    [InlineData("{\"event_type\":1,\"page_url\":\"/\"}")]
    [InlineData("{\"event_type\":[],\"page_url\":\"/\"}")]
    [InlineData("{\"quantity\":1,\"price\":1,\"product_id\":null}")]
    public void Unknown_event_type(string record) =>
        AssertRejected(Decode(record), RejectReason.UnknownEventType, EventField.EventType);

    [Theory]
    [InlineData("{\"event_type\":\"purchase\"}", EventField.UserId)]
    [InlineData("{\"event_type\":\"purchase\",\"user_id\":true}", EventField.Timestamp)]
    [InlineData("{\"event_type\":\"page_view\"," + Base + "\"page_url\":null}", EventField.PageUrl)]
    [InlineData("{\"event_type\":\"product_view\"," + Base + "\"page_url\":\"/\"}", EventField.ProductId)]
    [InlineData("{\"event_type\":\"add_to_cart\"," + Base + "\"product_id\":1}", EventField.Quantity)]
    [InlineData("{\"event_type\":\"refund\"," + Base + "\"product_id\":1,\"quantity\":\"bad\"}", EventField.Price)]
    public void Missing_field_comes_before_wrong_type(string record, EventField field) =>
        AssertRejected(Decode(record), RejectReason.MissingField, field);

    [Theory]
    [InlineData("\"quantity\":0,\"price\":true", EventField.Price)]
    [InlineData("\"quantity\":1.0,\"price\":1", EventField.Quantity)]
    [InlineData("\"quantity\":1e0,\"price\":1", EventField.Quantity)]
    [InlineData("\"quantity\":\"1\",\"price\":1", EventField.Quantity)]
    [InlineData("\"quantity\":0,\"price\":-1,\"user_agent\":1", EventField.UserAgent)]
    [InlineData("\"quantity\":1,\"price\":1,\"event_id\":1.5,\"country\":1", EventField.EventId)]
    [InlineData("\"quantity\":1,\"price\":1,\"currency\":1", EventField.Currency)]
    [InlineData("\"quantity\":1,\"price\":1,\"category\":false", EventField.Category)]
    public void Wrong_type_comes_before_out_of_range(string fields, EventField field) =>
        AssertRejected(Decode(Buy + fields + "}"), RejectReason.WrongType, field);

    [Theory]
    [InlineData("{\"user_id\":1.0,\"timestamp\":1,\"page_url\":\"/\"}", EventField.UserId)]
    [InlineData("{\"user_id\":1,\"timestamp\":1.0,\"page_url\":1}", EventField.Timestamp)]
    [InlineData("{\"user_id\":1,\"timestamp\":1,\"page_url\":1}", EventField.PageUrl)]
    [InlineData("{\"user_id\":1,\"timestamp\":1,\"product_id\":true}", EventField.ProductId)]
    public void Wrong_type_of_the_others(string record, EventField field) => AssertRejected(Decode(record), RejectReason.WrongType, field);

    [Theory]
    [InlineData("\"quantity\":0,\"price\":-1", EventField.Quantity)]
    [InlineData("\"quantity\":-0,\"price\":1", EventField.Quantity)]
    [InlineData("\"quantity\":1000001,\"price\":1", EventField.Quantity)]
    [InlineData("\"quantity\":99999999999999999999,\"price\":1", EventField.Quantity)]
    [InlineData("\"quantity\":1,\"price\":1000000000.0001,\"currency\":\"x\"", EventField.Price)]
    [InlineData("\"quantity\":1,\"price\":-0.0001", EventField.Price)]
    [InlineData("\"quantity\":1,\"price\":0.00001", EventField.Price)]
    [InlineData("\"quantity\":1,\"price\":1e999999999999999999999", EventField.Price)]
    [InlineData("\"quantity\":1,\"price\":1e-999999999999999999999", EventField.Price)]
    [InlineData("\"quantity\":1,\"price\":\"\"", EventField.Price)]
    [InlineData("\"quantity\":1,\"price\":\" 1\"", EventField.Price)]
    [InlineData("\"quantity\":1,\"price\":\"1\\n\"", EventField.Price)]
    [InlineData("\"quantity\":1,\"price\":\"01\"", EventField.Price)]
    [InlineData("\"quantity\":1000000,\"price\":100000000.0001,\"currency\":\"x\"", EventField.Price)]
    [InlineData("\"quantity\":1,\"price\":1,\"currency\":\"eur\"", EventField.Currency)]
    [InlineData("\"quantity\":1,\"price\":1,\"event_id\":\"\",\"country\":\"\"", EventField.EventId)]
    [InlineData("\"quantity\":1,\"price\":1,\"country\":\"DEU\"", EventField.Country)]
    public void Out_of_range(string fields, EventField field) =>
        AssertRejected(Decode(Buy + fields + "}"), RejectReason.OutOfRange, field);

    [Theory]
    [InlineData(128, 0, RejectReason.None)]
    [InlineData(129, 0, RejectReason.OutOfRange)]
    [InlineData(0, 64, RejectReason.None)]
    [InlineData(0, 65, RejectReason.OutOfRange)]
    public void Lengths_are_those_of_the_unescaped_utf8(int ascii, int escaped, RejectReason reason)
    {
        string id = new string('a', ascii) + string.Concat(Enumerable.Repeat("\\u00e9", escaped));
        AssertRejected(
            Decode("{\"user_id\":\"" + id + "\",\"timestamp\":1767607200000,\"page_url\":\"/\"}"),
            reason, reason == RejectReason.None ? EventField.None : EventField.UserId);
    }

    [Theory]
    [InlineData("page_url", 2_048, EventField.PageUrl)]
    [InlineData("category", 1_024, EventField.Category)]
    [InlineData("product_name", 1_024, EventField.ProductName)]
    [InlineData("referrer", 1_024, EventField.Referrer)]
    [InlineData("user_agent", 1_024, EventField.UserAgent)]
    public void Longest_texts(string name, int bytes, EventField field)
    {
        string Record(int length) =>
            "{" + Base + (name == "page_url" ? "" : "\"page_url\":\"/\",") + $"\"{name}\":\"{new string('x', length)}\"}}";
        AssertRejected(Decode(Record(bytes)), RejectReason.None);
        AssertRejected(Decode(Record(bytes + 1)), RejectReason.OutOfRange, field);
    }

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("a\\n")]
    [InlineData("\\u001f")]
    [InlineData("\u007f")]
    public void Ids_have_no_control_characters(string id) => AssertRejected(
        Decode("{\"user_id\":\"" + id + "\",\"timestamp\":1767607200000,\"page_url\":\"/\"}"), RejectReason.OutOfRange, EventField.UserId);

    [Fact]
    public void A_long_integer_is_too_long_an_id() => AssertRejected(
        Decode("{\"user_id\":" + new string('1', 129) + ",\"timestamp\":1767607200000,\"page_url\":\"/\"}"),
        RejectReason.OutOfRange, EventField.UserId);

    [Fact]
    public void Out_of_range_comes_before_bad_timestamp() => AssertRejected(
        Decode("{" + User + "\"timestamp\":\"x\",\"page_url\":\"\"}"), RejectReason.OutOfRange, EventField.PageUrl);

    [Theory]
    [InlineData(300_000, RejectReason.None)]
    [InlineData(300_001, RejectReason.FutureTimestamp)]
    public void At_most_five_minutes_after_the_log(long ahead, RejectReason reason) => AssertRejected(
        Decode("{" + Base + "\"page_url\":\"/\"}", 1_767_607_200_000 - ahead),
        reason, reason == RejectReason.None ? EventField.None : EventField.Timestamp);
}
