using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Decoding;

/// <summary>What a decoder said of a record, without places: comparable between decoders, and readable when it differs.</summary>
internal sealed record DecodedEvent
{
    public RejectReason Reason { get; init; }
    public EventField Field { get; init; }
    public EventType Type { get; init; }
    public long Timestamp { get; init; }
    public string? User { get; init; }
    public string? Subject { get; init; }
    public int Quantity { get; init; }
    public long Amount { get; init; }
    public string Currency { get; init; } = "USD";
    public string Country { get; init; } = "-";
    public string? Category { get; init; }
    public string? Name { get; init; }
    public string? Referrer { get; init; }
    public ulong UserHash { get; init; }
    public ulong EventIdHigh { get; init; }
    public ulong EventIdLow { get; init; }

    public static DecodedEvent Rejected(RejectReason reason, EventField field) => new() { Reason = reason, Field = field };

    public static DecodedEvent Of(RawBlock block, in EventRecord record) => new()
    {
        Type = record.Type,
        Timestamp = record.Timestamp,
        User = Text(block, record.UserStart, record.UserLength),
        Subject = Text(block, record.SubjectStart, record.SubjectLength),
        Quantity = record.Quantity,
        Amount = record.Amount,
        Currency = Letters.Unpack(record.Currency),
        Country = Letters.Unpack(record.Country),
        Category = Text(block, record.CategoryStart, record.CategoryLength),
        Name = Text(block, record.NameStart, record.NameLength),
        Referrer = Text(block, record.ReferrerStart, record.ReferrerLength),
        UserHash = record.UserHash,
        EventIdHigh = record.EventIdHigh,
        EventIdLow = record.EventIdLow,
    };

    // Bytes behind a record that would go on with it, were they its own.
    private static readonly string[] Behind = ["\n{\"user_id\":\"\\\"", ",\"country\":\"DE\"}", "\"}", "}", "0}", "", " ", "\0\0\0\0", "e5,\"price\":1}"];

    /// <summary>A block whose one record lies behind some bytes of another.</summary>
    public static RawBlock Block(ReadOnlySpan<byte> json, long logTimestamp = RecordSpan.NoTimestamp)
    {
        RawBlock block = new();
        Fill(block, json, logTimestamp);
        return block;
    }

    public static void Fill(RawBlock block, ReadOnlySpan<byte> json, long logTimestamp = RecordSpan.NoTimestamp, int variant = 0)
    {
        block.Clear();
        int start = block.AppendText("{\"a\":1}\n"u8);
        start += "{\"a\":1}\n"u8.Length;
        block.AppendText(json);
        block.AppendText(Encoding.UTF8.GetBytes(Behind[variant % Behind.Length]));
        block.Add(0, 7, logTimestamp);
        block.Add(start, json.Length, logTimestamp);
    }

    public static DecodedEvent Decode(ReadOnlySpan<byte> json, long logTimestamp = RecordSpan.NoTimestamp)
    {
        RawBlock block = Block(json, logTimestamp);
        EventRecord record = default;
        RejectReason reason = new RecordDecoder().Decode(block, 1, ref record, out EventField field);
        if (reason != RejectReason.None) return Rejected(reason, field);
        Assert.Equal(1, record.Offset);
        Assert.Equal(EventField.None, field);
        return Of(block, record);
    }

    public static DecodedEvent Decode(string json, long logTimestamp = RecordSpan.NoTimestamp) => Decode(Encoding.UTF8.GetBytes(json), logTimestamp);

    private static string? Text(RawBlock block, int start, int length)
    {
        if (start >= 0) return Encoding.UTF8.GetString(block.Buffer, start, length);
        Assert.Equal(0, length);
        return null;
    }
}
