using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Pipeline.Generator;

/// <summary>Writes what was planted as JSON: keys as in documents, money as text with 4 decimals, shares as numbers.</summary>
public static class PlantedJson
{
    /// <summary>Indented UTF-8, the same bytes for the same stream.</summary>
    public static byte[] Write(Planted planted)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" })) Write(json, planted);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Writes it as one object.</summary>
    public static void Write(Utf8JsonWriter json, Planted planted)
    {
        json.WriteStartObject();
        json.WriteNumber("records", planted.Records);
        json.WriteNumber("bytes", planted.Bytes);
        json.WriteNumber("accepted", planted.Accepted);
        json.WriteNumber("duplicates", planted.Duplicates);
        json.WriteNumber("late", planted.Late);
        json.WriteNumber("rejected", planted.Rejected);
        json.WriteNumber("out_of_order", planted.OutOfOrder);
        json.WriteNumber("odd", planted.Odd);
        json.WriteNumber("users", planted.Users);
        json.WriteNumber("hot", planted.Hot);
        json.WriteNumber("units", planted.Units);
        WriteTime(json, "oldest", planted.Oldest);
        WriteTime(json, "newest", planted.Newest);
        WriteCounts(json, "accepted_by_type", planted.AcceptedByType);
        WriteCounts(json, "rejected_by_reason", planted.RejectedByReason);
        WriteCounts(json, "rejected_by_kind", planted.RejectedByKind);
        json.WriteStartObject("revenue");
        foreach ((string currency, decimal amount) in planted.Revenue.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            json.WriteString(currency, amount.ToString("F4", CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
        json.WritePropertyName("options");
        WriteOptions(json, planted.Options);
        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, GeneratorOptions options)
    {
        json.WriteStartObject();
        json.WriteNumber("events", options.Events);
        json.WriteNumber("seed", options.Seed);
        json.WriteString("shape", options.Shape == RecordShape.Full ? "full" : "compact");
        json.WriteNumber("shoppers", options.Shoppers);
        json.WriteNumber("products", options.Products);
        WriteTime(json, "start", options.StartMilliseconds);
        json.WriteNumber("duration_ms", options.DurationMilliseconds);
        json.WriteNumber("horizon_ms", options.HorizonMilliseconds);
        json.WriteNumber("late_share", options.LateShare);
        json.WriteNumber("out_of_order_share", options.OutOfOrderShare);
        json.WriteNumber("duplicate_share", options.DuplicateShare);
        json.WriteNumber("malformed_share", options.MalformedShare);
        json.WriteNumber("odd_share", options.OddShare);
        json.WriteNumber("bot_share", options.BotShare);
        json.WriteNumber("hot_share", options.HotShare);
        json.WriteStartArray("currencies");
        foreach (string currency in options.Currencies) json.WriteStringValue(currency);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach ((string key, long count) in counts.OrderBy(row => row.Key, StringComparer.Ordinal)) json.WriteNumber(key, count);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? milliseconds)
    {
        if (milliseconds is not { } time) json.WriteNull(name);
        else json.WriteString(name, DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
    }
}
