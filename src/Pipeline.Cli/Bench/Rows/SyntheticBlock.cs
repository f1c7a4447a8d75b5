using System.Text.Unicode;
using Pipeline.Core.Decoding;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>Writes events of shoppers that have the generator's ids straight into blocks, and gives each full block away.</summary>
internal sealed class SyntheticBlock(Action<RawBlock> take, long from)
{
    /// <summary>Records of a full block.</summary>
    internal const int RecordsPerBlock = 4096;

    private const int MostBytes = 256;

    private readonly RawBlock block = new() { From = from };

    /// <summary>Adds an event.</summary>
    /// <param name="type"><c>page_view</c>, <c>product_view</c>, <c>purchase</c>.</param>
    /// <param name="shopper">Its number, from 0.</param>
    /// <param name="product">Number of the product or page.</param>
    /// <param name="timestamp">ms since 1970.</param>
    /// <param name="id">Event id; 0 for none.</param>
    internal void Add(string type, int shopper, int product, long timestamp, long id = 0)
    {
        block.EnsureRoom(MostBytes);
        Span<byte> room = block.Buffer.AsSpan(block.Length, MostBytes);
        int start = block.Length;
        string subject = type == "page_view" ? "\"page_url\":\"/page-" : "\"product_id\":\"product-";
        Utf8.TryWrite(
            room,
            $"{{\"event_type\":\"{type}\",\"user_id\":\"shopper-{shopper + 1}\",{subject}{product + 1}\",\"timestamp\":{timestamp}",
            out int length);
        if (type == "purchase") length += Append(room[length..], ",\"quantity\":1,\"price\":9.99"u8);
        if (id != 0)
        {
            Utf8.TryWrite(room[length..], $",\"event_id\":\"e-{id:x16}\"", out int more);
            length += more;
        }

        length += Append(room[length..], "}"u8);
        block.Length += length;
        block.Add(start, length, RecordSpan.NoTimestamp);
        if (block.Count == RecordsPerBlock) Flush();
    }

    /// <summary>Gives away what is left.</summary>
    internal void Flush()
    {
        if (block.Count == 0) return;
        long next = block.To;
        take(block);
        block.Clear();
        block.From = next;
    }

    private static int Append(Span<byte> room, ReadOnlySpan<byte> text)
    {
        text.CopyTo(room);
        return text.Length;
    }
}
