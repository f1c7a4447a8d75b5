using Pipeline.Core.Events;

namespace Pipeline.Generator;

/// <summary>Writes valid events in ways that are allowed but unusual: other key orders, escapes, forms of times and numbers.</summary>
internal sealed class OddWriter(Population population, byte[][] currencies)
{
    /// <summary>Number of ways.</summary>
    internal const int Ways = 10;

    internal void Write(Utf8Line line, in ShopEvent e, bool withId)
    {
        int way = (int)((e.Id >> 32) % Ways);
        line.Text(way == 0 ? "  { \t"u8 : "{"u8);
        if (way == 1) line.Text("\"session\":{\"tags\":[\"a\",null,{\"user_id\":\"inner\"}],\"depth\":-1.5e-3},"u8);
        if (way == 2) line.Text("\"user_agent\":\"caf\\u00e9 \\ud83d\\ude00 \\\"quoted\\\" \\\\ \\n\\t\\/\","u8);
        if (way == 3) line.Text("\"country\":null,\"referrer\":null,"u8);
        if (way == 4) line.Text("\"product_name\":\"Crème brûlée 🍮\",\"category\":\"\","u8);
        WriteTimestamp(line, e.Timestamp, way);
        WriteUser(line, e.Shopper, way);
        WriteSubject(line, e, way);
        WriteMoney(line, e, way);
        if (withId) line.Text(",\"event_id\":\"e-"u8).Hex(e.Id).Text("\""u8);

        // A refund cannot be inferred, so it keeps its type.
        if (way != 5 || e.Type == EventType.Refund) line.Text(",\"event_type\":\""u8).Text(Shop.NameOf(e.Type)).Text("\""u8);
        line.Text(way == 0 ? " }\t "u8 : "}"u8);
    }

    private static void WriteTimestamp(Utf8Line line, long time, int way)
    {
        if (way == 0) line.Text("\"timestamp\" : "u8).Number(time);
        else if (way == 6) line.Text("\"timestamp\":\""u8).Time(time + 5_400_000, (byte)' ', (byte)',').Text("+01:30\""u8);
        else if (way == 7) line.Text("\"timestamp\":\""u8).Time(time - 3_600_000).Text("999999-0100\""u8);
        else if (way == 8) line.Text("\"\\u0074imestamp\":\""u8).Time(time).Text("\""u8);
        else line.Text("\"timestamp\":"u8).Number(time);
    }

    private void WriteUser(Utf8Line line, int shopper, int way)
    {
        line.Text(way == 0 ? " , \"user_id\"\t:  \""u8 : ",\"user_id\":\""u8);
        population.WriteId(line, shopper);
        line.Text("\""u8);
    }

    private static void WriteSubject(Utf8Line line, in ShopEvent e, int way)
    {
        if (e.Type == EventType.PageView)
        {
            line.Text(way == 9 ? ",\"page_url\":\"\\u002f"u8 : ",\"page_url\":\"https://user@shop.example:8443"u8);
            ReadOnlySpan<byte> page = Shop.PageOf(e.Id);
            line.Text(way == 9 ? page[1..] : page);
        }
        else
        {
            line.Text(way == 9 ? ",\"product_id\":\"\\u0070roduct-"u8 : ",\"product_id\":\"product-"u8).Number(e.Product + 1L);
        }

        line.Text("\""u8);
    }

    private void WriteMoney(Utf8Line line, in ShopEvent e, int way)
    {
        if (e.Quantity == 0) return;
        line.Text(",\"quantity\":"u8).Number(e.Quantity);
        if (e.Type == EventType.AddToCart) return;
        long cents = Shop.PriceInCents(e.Product);
        if (way == 2) line.Text(",\"price\":\""u8).Cents(cents).Text("\""u8);
        else if (way == 3) line.Text(",\"price\":"u8).Number(cents).Text("e-2"u8);
        else line.Text(",\"price\":"u8).Cents(cents).Text("00000"u8);
        line.Text(",\"currency\":\""u8).Text(currencies[Shop.CurrencyOf(e.Shopper, currencies.Length)]).Text("\""u8);
    }
}
