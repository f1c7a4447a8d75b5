using System.Text.Json;

namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>Reads every line with <see cref="Utf8JsonReader"/> as most would write it: any order, unknown fields skipped.</summary>
internal sealed class JsonReaderWork : ILineWork
{
    private long sum;

    public long Take(byte[] buffer, int start, int end)
    {
        long lines = 0;
        while (start < end)
        {
            int length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            YardstickEvent e = default;
            try
            {
                Read(buffer.AsSpan(start, length), start, ref e);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
            {
                // One of the planted broken lines.
                e = default;
            }

            sum += e.Timestamp ^ e.Cents;
            start += length + 1;
            lines++;
        }

        return lines;
    }

    public void Dispose() => GC.KeepAlive(sum);

    private static void Read(ReadOnlySpan<byte> line, int start, ref YardstickEvent e)
    {
        Utf8JsonReader reader = new(line);
        if (!reader.Read()) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("event_type"u8))
            {
                reader.Read();
                e.Type = TypeOf(ref reader);
            }
            else if (reader.ValueTextEquals("user_id"u8))
            {
                reader.Read();
                (e.UserStart, e.UserLength) = (start + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            }
            else if (reader.ValueTextEquals("product_id"u8) || reader.ValueTextEquals("page_url"u8))
            {
                reader.Read();
                (e.SubjectStart, e.SubjectLength) = (start + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                e.Timestamp = reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : reader.GetDateTimeOffset().ToUnixTimeMilliseconds();
            }
            else if (reader.ValueTextEquals("quantity"u8))
            {
                reader.Read();
                e.Quantity = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("price"u8))
            {
                reader.Read();
                e.Cents = (long)((reader.GetDouble() * 100) + 0.5);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static YardstickType TypeOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("page_view"u8)) return YardstickType.PageView;
        if (reader.ValueTextEquals("product_view"u8)) return YardstickType.ProductView;
        if (reader.ValueTextEquals("add_to_cart"u8)) return YardstickType.AddToCart;
        if (reader.ValueTextEquals("purchase"u8)) return YardstickType.Purchase;
        return reader.ValueTextEquals("refund"u8) ? YardstickType.Refund : YardstickType.None;
    }
}
