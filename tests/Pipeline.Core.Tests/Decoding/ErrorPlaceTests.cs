using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Decoding;

/// <summary>Where in a rejected record its error is. In the records here <c>«»</c> stand around it, and are no part of them.</summary>
public sealed class ErrorPlaceTests
{
    [Theory]
    [InlineData("{\"a\":1,«}»")]
    [InlineData("{\"a\":0«1»}")]
    [InlineData("{\"a\":«n»ul}")]
    [InlineData("{\"a\":\"x«\t»\"}")]
    [InlineData("{\"a\":\"«\\»x41\"}")]
    [InlineData("{\"a\":\"«\\»ud83d\"}")]
    [InlineData("{\"a\":\"open«»")]
    [InlineData("{\"a\":1«»")]
    [InlineData("{\"a\":1}«x»")]
    [InlineData("«»")]
    [InlineData("{«'»a':1}")]
    [InlineData("[1«}»")]
    [InlineData("1 «2»")]
    public void Of_what_is_no_JSON_it_is_the_byte_where_that_shows(string marked) => Expect(marked, RejectReason.NotJson, EventField.None);

    [Fact]
    public void Of_what_is_nested_too_deep_it_is_the_bracket_that_is_too_much()
    {
        string deep = "{\"a\":" + new string('[', 63) + "«[»" + new string(']', 64) + "}";
        Expect(deep, RejectReason.NotJson, EventField.None);
    }

    [Theory]
    [InlineData(RejectReason.NotAnObject, EventField.None, " «[1, 2]» ")]
    [InlineData(RejectReason.DuplicateKey, EventField.UserId, "{\"user_id\":1,\"x\":{\"user_id\":1}, «\"us\\u0065r_id\"» :2}")]
    [InlineData(RejectReason.WrongType, EventField.UserId, "{\"user_id\": «{\"id\":[1]}» }")]
    [InlineData(RejectReason.OutOfRange, EventField.Currency, "{\"currency\":«\"eur\"»}")]
    [InlineData(RejectReason.BadTimestamp, EventField.Timestamp, "{\"timestamp\":«17»,\"user_id\":1}")]
    [InlineData(RejectReason.MissingField, EventField.Timestamp, "{\"timestamp\":«null»,\"user_id\":1}")]
    [InlineData(RejectReason.MissingField, EventField.ProductId, "{\"user_id\":1«» }")]
    [InlineData(RejectReason.UnknownEventType, EventField.EventType, "{«»}")]
    public void Of_a_field_it_is_the_value(RejectReason reason, EventField field, string marked) => Expect(marked, reason, field);

    [Theory]
    [InlineData("{\"a\":\"é", "FF", "x\"}")]
    [InlineData("", "C0", "")]
    [InlineData("ab", "E282", "c")]
    public void Of_what_is_no_UTF8_it_is_the_bytes_that_are_none(string before, string hex, string after)
    {
        byte[] bad = Convert.FromHexString(hex), record = [.. Encoding.UTF8.GetBytes(before), .. bad, .. Encoding.UTF8.GetBytes(after)];
        Assert.Equal((Encoding.UTF8.GetByteCount(before), bad.Length), ErrorPlace.Find(record, RejectReason.NotUtf8, EventField.None));
    }

    [Fact]
    public void Of_what_is_too_large_it_is_what_is_too_much() =>
        Assert.Equal((65_536, 4), ErrorPlace.Find(new byte[65_540], RejectReason.TooLarge, EventField.None));

    private static void Expect(string marked, RejectReason reason, EventField field)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal), end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        byte[] record = Encoding.UTF8.GetBytes(marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));
        Assert.Equal((start, end - start), ErrorPlace.Find(record, reason, field));
    }
}
