using System.Text.Json;

namespace Pipeline.Testing.Data;

/// <summary>Elastic's sample orders as events, one purchase per line of an order (the data's README says how).</summary>
internal static class ElasticConverter
{
    /// <summary>Converts the whole file.</summary>
    public static void Convert(TextReader input, Stream output)
    {
        while (input.ReadLine() is { } line)
        {
            using JsonDocument order = JsonDocument.Parse(line);
            int index = 0;
            foreach (JsonElement product in order.RootElement.GetProperty("products").EnumerateArray())
                WriteLine(output, order.RootElement, product, index++);
        }
    }

    private static void WriteLine(Stream output, JsonElement order, JsonElement product, int index)
    {
        int quantity = product.GetProperty("quantity").GetInt32();
        decimal price = product.GetProperty("taxful_price").GetDecimal() / quantity;
        EventLine.Write(output, writer =>
        {
            writer.WriteString("event_type", "purchase");
            writer.WriteNumber("user_id", order.GetProperty("customer_id").GetInt64());
            writer.WriteString("timestamp", order.GetProperty("order_date").GetString());
            writer.WriteNumber("product_id", product.GetProperty("product_id").GetInt64());
            writer.WriteNumber("quantity", quantity);
            writer.WriteNumber("price", price);
            writer.WriteString("currency", "EUR");
            writer.WriteString("event_id", $"{order.GetProperty("order_id").GetRawText()}-{index}");
            writer.WriteString("country", order.GetProperty("geoip").GetProperty("country_iso_code").GetString());
            writer.WriteString("product_name", product.GetProperty("product_name").GetString());
            writer.WriteString("category", product.GetProperty("category").GetString());
        });
    }
}
