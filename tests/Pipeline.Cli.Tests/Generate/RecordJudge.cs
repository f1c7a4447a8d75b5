using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Pipeline.Core.Events;

namespace Pipeline.Cli.Tests.Generate;

/// <summary>semantics.md §1 read slowly: what a record is. Shares nothing with the decoder or the generator.</summary>
internal static partial class RecordJudge
{
    private static readonly string[] Types = ["page_view", "product_view", "add_to_cart", "purchase", "refund"];

    private static readonly string[] Table =
    [
        "event_type", "user_id", "timestamp", "page_url", "product_id", "quantity", "price", "currency", "event_id", "country",
        "category", "product_name", "referrer", "user_agent",
    ];

    internal static JudgedRecord Judge(ReadOnlySpan<byte> record)
    {
        if (record.Length > 65_536) return JudgedRecord.Rejected("too_large");
        if (!Utf8.IsValid(record)) return JudgedRecord.Rejected("not_utf8");
        try
        {
            using JsonDocument document = JsonDocument.Parse(record.ToArray(), new JsonDocumentOptions { MaxDepth = 64 });
            ReadAllTexts(document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? JudgeObject(document.RootElement)
                : JudgedRecord.Rejected("not_an_object");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return JudgedRecord.Rejected("not_json");
        }
    }

    private static JudgedRecord JudgeObject(JsonElement root)
    {
        Dictionary<string, JsonElement> fields = [];
        HashSet<string> twice = [];
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (!Table.Contains(property.Name)) continue;
            if (!fields.TryAdd(property.Name, property.Value)) twice.Add(property.Name);
        }

        if (twice.Count > 0) return JudgedRecord.Rejected("duplicate_key", Table.First(twice.Contains));
        foreach ((string name, JsonElement value) in fields.ToArray())
        {
            if (value.ValueKind == JsonValueKind.Null) fields.Remove(name);
        }

        string? type = TypeOf(fields);
        if (type is null) return JudgedRecord.Rejected("unknown_event_type", "event_type");
        string[] required = Required(type);
        if (required.FirstOrDefault(name => !fields.ContainsKey(name)) is { } missing) return JudgedRecord.Rejected("missing_field", missing);

        string[] looked = [.. Table.Where(name => fields.ContainsKey(name) && (required.Contains(name) || Array.IndexOf(Table, name) >= 7))];
        if (looked.FirstOrDefault(name => !HasType(name, fields[name])) is { } wrong) return JudgedRecord.Rejected("wrong_type", wrong);
        if (looked.FirstOrDefault(name => name != "timestamp" && !InRange(name, fields)) is { } outside) return JudgedRecord.Rejected("out_of_range", outside);
        return TimeOf(fields["timestamp"]) is not { } time
            ? JudgedRecord.Rejected("bad_timestamp", "timestamp")
            : Accept(fields, type, time);
    }

    private static JudgedRecord Accept(Dictionary<string, JsonElement> fields, string type, long time) => new(
        null, null, type, fields["user_id"].ToString(), time,
        fields.TryGetValue("event_id", out JsonElement id) ? id.ToString() : null,
        fields.TryGetValue("quantity", out JsonElement quantity) && type is not ("page_view" or "product_view") ? quantity.GetInt64() : 0,
        type is "purchase" or "refund" ? PriceOf(fields["price"])!.Value : 0,
        fields.TryGetValue("currency", out JsonElement currency) ? currency.GetString()! : "USD");

    private static string? TypeOf(Dictionary<string, JsonElement> fields)
    {
        if (fields.TryGetValue("event_type", out JsonElement named))
        {
            return named.ValueKind == JsonValueKind.String && Types.Contains(named.GetString()) ? named.GetString() : null;
        }

        if (fields.ContainsKey("page_url")) return "page_view";
        if (!fields.ContainsKey("product_id")) return null;
        if (!fields.ContainsKey("quantity")) return "product_view";
        return fields.ContainsKey("price") ? "purchase" : "add_to_cart";
    }

    private static string[] Required(string type) => type switch
    {
        "page_view" => ["user_id", "timestamp", "page_url"],
        "product_view" => ["user_id", "timestamp", "product_id"],
        "add_to_cart" => ["user_id", "timestamp", "product_id", "quantity"],
        _ => ["user_id", "timestamp", "product_id", "quantity", "price"],
    };

    private static bool HasType(string name, JsonElement value) => name switch
    {
        "user_id" or "product_id" or "event_id" => value.ValueKind == JsonValueKind.String || IsInteger(value),
        "timestamp" => value.ValueKind == JsonValueKind.String || IsInteger(value),
        "quantity" => IsInteger(value),
        "price" => value.ValueKind is JsonValueKind.String or JsonValueKind.Number,
        _ => value.ValueKind == JsonValueKind.String,
    };

    private static bool InRange(string name, Dictionary<string, JsonElement> fields)
    {
        string text = fields[name].ToString();
        int bytes = Encoding.UTF8.GetByteCount(text);
        return name switch
        {
            "user_id" or "product_id" or "event_id" => bytes is >= 1 and <= 128 && !text.Any(c => c is < ' ' or '\u007f'),
            "page_url" => bytes is >= 1 and <= 2_048,
            "quantity" => fields[name].TryGetInt64(out long quantity) && quantity is >= 1 and <= 1_000_000,
            "price" => PriceOf(fields[name]) is { } price && price * fields["quantity"].GetInt64() <= 100_000_000_000_000m,
            "currency" => text.Length == 3 && text.All(char.IsAsciiLetterUpper),
            "country" => text.Length == 2 && text.All(char.IsAsciiLetterUpper),
            "event_type" => true,
            _ => bytes <= 1_024,
        };
    }

    private static decimal? PriceOf(JsonElement value)
    {
        if (!decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal price)) return null;
        return price is >= 0 and <= 1_000_000_000 && decimal.Round(price, 4) == price ? price : null;
    }

    private static long? TimeOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return value.TryGetInt64(out long number) ? InYears(number) : null;
        Match match = IsoTime().Match(value.GetString()!);
        if (!match.Success) return null;
        if (!DateTime.TryParseExact(
            $"{match.Groups["day"].Value}T{match.Groups["time"].Value}", "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime date)) return null;
        long time = new DateTimeOffset(date).ToUnixTimeMilliseconds();
        time += int.Parse((match.Groups["fraction"].Value + "000")[..3], CultureInfo.InvariantCulture);
        if (match.Groups["sign"].Success)
        {
            int offset = (int.Parse(match.Groups["hours"].Value, CultureInfo.InvariantCulture) * 60)
                + int.Parse(match.Groups["minutes"].Value, CultureInfo.InvariantCulture);
            time -= (match.Groups["sign"].Value == "-" ? -offset : offset) * 60_000L;
        }

        return InYears(time);
    }

    private static long? InYears(long time) => time is >= 946_684_800_000 and < 32_503_680_000_000 ? time : null;

    private static bool IsInteger(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetRawText().All(c => char.IsAsciiDigit(c) || c == '-');

    private static void ReadAllTexts(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) element.GetString();
        if (element.ValueKind == JsonValueKind.Array) foreach (JsonElement item in element.EnumerateArray()) ReadAllTexts(item);
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            _ = property.Name;
            ReadAllTexts(property.Value);
        }
    }

    [GeneratedRegex(@"^(?<day>\d{4}-\d\d-\d\d)[T ](?<time>\d\d:\d\d:\d\d)([.,](?<fraction>\d{1,9}))?(Z|(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d))?$")]
    private static partial Regex IsoTime();
}
