using System.Text.Json;

namespace Pipeline.Testing.Data;

/// <summary>
/// OTTO sessions as events: a session is a shopper; clicks are product views, carts and orders have quantity 1, and
/// orders price 0, because the data names neither.
/// </summary>
internal static class OttoConverter
{
    /// <summary>Converts the whole file.</summary>
    public static void Convert(TextReader input, Stream output)
    {
        while (input.ReadLine() is { } line)
        {
            using JsonDocument session = JsonDocument.Parse(line);
            long user = session.RootElement.GetProperty("session").GetInt64();
            foreach (JsonElement e in session.RootElement.GetProperty("events").EnumerateArray())
                EventLine.Write(output, writer => WriteFields(writer, user, e));
        }
    }

    private static void WriteFields(Utf8JsonWriter writer, long user, JsonElement e)
    {
        string type = e.GetProperty("type").GetString()!;
        writer.WriteString("event_type", type switch
        {
            "clicks" => "product_view",
            "carts" => "add_to_cart",
            "orders" => "purchase",
            _ => throw new InvalidDataException($"OTTO has no events of type {type}."),
        });
        writer.WriteNumber("user_id", user);
        writer.WriteNumber("timestamp", e.GetProperty("ts").GetInt64());
        writer.WriteNumber("product_id", e.GetProperty("aid").GetInt64());
        if (type is "carts" or "orders") writer.WriteNumber("quantity", 1);
        if (type == "orders") writer.WriteNumber("price", 0);
    }
}
