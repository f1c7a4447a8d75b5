using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Decoding;

public sealed class RecordScannerTests
{
    public static TheoryData<string> UsualShapes =>
    [
        """{"event_type":"product_view","user_id":"u1234567","product_id":"p23456","timestamp":1763800000123}""",
        """{"event_type":"add_to_cart","user_id":1234567,"product_id":23456,"quantity":2,"timestamp":1763800000123}""",
        """{"event_type":"purchase","user_id":"u1234567","product_id":"p23456","quantity":2,"price":19.99,"timestamp":"2025-11-26T01:02:03.123Z","currency":"EUR","event_id":"e-000123","country":"DE","category":"shoes"}""",
        """{"event_type":"refund","user_id":"u1234567","product_id":"p23456","quantity":2,"price":"19.99","timestamp":"2025-11-26T01:02:03Z"}""",
        """{"event_type":"page_view","user_id":"u77","timestamp":"2025-11-26T01:02:03Z","page_url":"https://shop.example/c/shoes?page=2","referrer":"https://search.example/?q=a+rather+long+question+about+shoes","user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"}""",
        """{"page_url": "/c/shoes", "timestamp": 1763800000123, "user_id": "u77", "event_type": "page_view"}""",
        """{ "user_id": "u77", "timestamp": 1763800000123, "product_id": "p1", "country": null, "is_bot": false, "score": -1.5e-3}""",
        """{"event_type":"product_view","user_id":"u1234567","product_id":"p23456","timestamp":"2025-11-26 01:02:03.123456+01:00","product_name":"Grüne Schuhe 👟"}""",
        """{"timestamp":1763800000123,"event_type":"purchase","price":1500,"quantity":1000000,"a_field_with_a_name_longer_than_a_step":"x","product_id":"p","user_id":"u"}""",
        """{"event_type":"page_view","user_id":"u77","timestamp":1763800000123,"page_url":"https://shop.example"}""",
    ];

    [Theory]
    [MemberData(nameof(UsualShapes))]
    public void Takes_usual_shapes_also_when_they_are_new(string json)
    {
        byte[] record = Encoding.UTF8.GetBytes(json);
        RecordScanner scanner = new();
        for (int time = 0; time < 3; time++)
        {
            RawBlock block = DecodedEvent.Block(record);
            EventRecord decoded = default;
            Assert.True(scanner.TryDecode(block, 1, ref decoded));
            Assert.Equal(NaiveDecoder.Decode(record, RecordSpan.NoTimestamp), DecodedEvent.Of(block, decoded));
            Assert.Equal(1, decoded.Offset);
        }
    }

    [Fact]
    public void Takes_every_order_of_fields()
    {
        string[] members = ["\"event_type\":\"add_to_cart\"", "\"user_id\":\"u\"", "\"product_id\":7", "\"quantity\":3", "\"timestamp\":1763800000123", "\"price\":null"];
        RecordScanner scanner = new();
        Random random = new(1);
        DecodedEvent expected = DecodedEvent.Decode("{" + string.Join(",", members) + "}");
        for (int i = 0; i < 2000; i++)
        {
            random.Shuffle(members);
            RawBlock block = DecodedEvent.Block(Encoding.UTF8.GetBytes("{" + string.Join(i % 3 == 0 ? ", " : ",", members) + "}"));
            EventRecord decoded = default;
            Assert.True(scanner.TryDecode(block, 1, ref decoded));
            Assert.Equal(expected, DecodedEvent.Of(block, decoded));
        }
    }

    [Fact]
    public void Leaves_alone_what_is_unusual_or_no_event()
    {
        RecordScanner scanner = new();
        foreach (string json in (string[])
        [
            Json.View("category=\"a\\n\""), Json.View("x=[]"), Json.View("x={}"), Json.View("timestamp"), Json.View("user_id=\"\""), Json.View() + " ", "\t" + Json.View(),
            Json.View("user_id=\"a\u007f\""), Json.View()[..^1], Json.View()[..^1] + ",", Json.View()[..^1] + ",\"user_id\":1}", Json.Buy("price=1.00001"), Json.Buy("quantity=0"),
        ])
        {
            EventRecord decoded = default;
            Assert.False(scanner.TryDecode(DecodedEvent.Block(Encoding.UTF8.GetBytes(json)), 1, ref decoded), json);
        }
    }

    [Fact]
    public void Reads_nothing_outside_a_buffer_without_slack()
    {
        byte[] record = Encoding.UTF8.GetBytes(Json.View());
        RawBlock block = new() { Buffer = record, Length = record.Length };
        block.Add(0, record.Length, RecordSpan.NoTimestamp);
        EventRecord decoded = default;
        Assert.False(new RecordScanner().TryDecode(block, 0, ref decoded));
        Assert.Equal(RejectReason.None, new RecordDecoder().Decode(block, 0, ref decoded, out _));
        Assert.Equal("u", DecodedEvent.Of(block, decoded).User);
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        RawBlock block = new();
        foreach (string json in (string[])[.. UsualShapes.Select(row => row.Data), Json.View("user_id=\"\\u0041\""), Json.Page("page_url=\"x\""), Json.View("x=[{}]"), "{", Json.View("user_id")])
        {
            byte[] record = Encoding.UTF8.GetBytes(json);
            block.Add(block.AppendText(record), record.Length, RecordSpan.NoTimestamp);
        }

        int length = block.Length;
        RecordDecoder decoder = new();
        long allocated = 0;
        for (int round = 0; round < 100; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            EventRecord record = default;
            for (int i = 0; i < block.Count; i++)
            {
                decoder.Decode(block, i, ref record, out _);
                RecordDecoder.RouteHash(block.Buffer.AsSpan(block.Records[i].Start, block.Records[i].Length));
            }

            // The first rounds load code; from then on there is nothing.
            if (round >= 10) allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            block.Length = length;
        }

        Assert.Equal(0, allocated);
    }
}
