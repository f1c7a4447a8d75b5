using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Core.Decoding;
using Pipeline.Core.Events;

namespace Pipeline.Core.Tests.Decoding;

/// <summary>
/// The contract of <c>docs/semantics.md</c> §1 a second time, on top of System.Text.Json, regular expressions and big
/// integers, and without a line of the decoder: slow, and plain enough to be read against the page.
/// </summary>
internal static partial class NaiveDecoder
{
    private static readonly string[] Names =
    [
        "", "event_type", "user_id", "timestamp", "page_url", "product_id", "quantity", "price", "currency", "event_id", "country",
        "category", "product_name", "referrer", "user_agent",
    ];

    private static readonly string[] Types = ["page_view", "product_view", "add_to_cart", "purchase", "refund"];

    public static DecodedEvent Decode(byte[] record, long logTimestamp)
    {
        if (record.Length > 65_536) return DecodedEvent.Rejected(RejectReason.TooLarge, EventField.None);
        try
        {
            new UTF8Encoding(false, true).GetString(record);
        }
        catch (DecoderFallbackException)
        {
            return DecodedEvent.Rejected(RejectReason.NotUtf8, EventField.None);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(record, new JsonDocumentOptions { MaxDepth = 64 });
            Unescape(document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Decode(document.RootElement, logTimestamp)
                : DecodedEvent.Rejected(RejectReason.NotAnObject, EventField.None);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return DecodedEvent.Rejected(RejectReason.NotJson, EventField.None);
        }
    }

    private static void Unescape(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) element.GetString();
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray()) Unescape(item);
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (JsonProperty member in element.EnumerateObject())
        {
            _ = member.Name;
            Unescape(member.Value);
        }
    }

    private static DecodedEvent Decode(JsonElement root, long logTimestamp)
    {
        List<string> names = [.. root.EnumerateObject().Select(m => m.Name)];
        for (EventField f = EventField.EventType; f <= EventField.UserAgent; f++)
        {
            if (names.Count(n => n == Names[(int)f]) > 1) return DecodedEvent.Rejected(RejectReason.DuplicateKey, f);
        }

        Dictionary<EventField, JsonElement> values = root.EnumerateObject()
            .Where(m => Names.Contains(m.Name) && m.Name.Length > 0 && m.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(m => (EventField)Array.IndexOf(Names, m.Name), m => m.Value);
        int type = Type(values);
        if (type < 0) return DecodedEvent.Rejected(RejectReason.UnknownEventType, EventField.EventType);

        EventField[] required = (EventType)type switch
        {
            EventType.PageView => [EventField.UserId, EventField.Timestamp, EventField.PageUrl],
            EventType.ProductView => [EventField.UserId, EventField.Timestamp, EventField.ProductId],
            EventType.AddToCart => [EventField.UserId, EventField.Timestamp, EventField.ProductId, EventField.Quantity],
            _ => [EventField.UserId, EventField.Timestamp, EventField.ProductId, EventField.Quantity, EventField.Price],
        };
        foreach (EventField f in required)
        {
            if (!values.ContainsKey(f)) return DecodedEvent.Rejected(RejectReason.MissingField, f);
        }

        List<EventField> looked = [.. values.Keys.Where(f => required.Contains(f) || f >= EventField.Currency).Order()];
        foreach (EventField f in looked)
        {
            if (!RightType(f, values[f])) return DecodedEvent.Rejected(RejectReason.WrongType, f);
        }

        foreach (EventField f in looked)
        {
            if (f != EventField.Timestamp && !InRange(f, values)) return DecodedEvent.Rejected(RejectReason.OutOfRange, f);
        }

        if (Time(values[EventField.Timestamp]) is not { } time) return DecodedEvent.Rejected(RejectReason.BadTimestamp, EventField.Timestamp);
        if (time > (BigInteger)logTimestamp + 300_000) return DecodedEvent.Rejected(RejectReason.FutureTimestamp, EventField.Timestamp);
        return Event((EventType)type, time, values);
    }

    private static DecodedEvent Event(EventType type, long time, Dictionary<EventField, JsonElement> values)
    {
        bool hasQuantity = type >= EventType.AddToCart, hasPrice = type >= EventType.Purchase;
        int quantity = hasQuantity ? int.Parse(Text(values[EventField.Quantity]), CultureInfo.InvariantCulture) : 0;
        string user = Text(values[EventField.UserId]);
        byte[]? id = values.TryGetValue(EventField.EventId, out JsonElement e) ? Encoding.UTF8.GetBytes(Text(e)) : null;
        (ulong high, ulong low) = id is null ? (0, 0) : RecordDecoder.HashEventId(id);
        return new DecodedEvent
        {
            Type = type,
            Timestamp = time,
            User = user,
            Subject = type == EventType.PageView ? Place(Text(values[EventField.PageUrl])) : Text(values[EventField.ProductId]),
            Quantity = quantity,
            Amount = hasPrice ? (long)(quantity * Price(values[EventField.Price])!.Value) : 0,
            Currency = Optional(EventField.Currency) ?? "USD",
            Country = Optional(EventField.Country) ?? "-",
            Category = Optional(EventField.Category),
            Name = Optional(EventField.ProductName),
            Referrer = Optional(EventField.Referrer),
            UserHash = StableHash.Of(Encoding.UTF8.GetBytes(user)),
            EventIdHigh = high,
            EventIdLow = low,
        };

        string? Optional(EventField f) => values.TryGetValue(f, out JsonElement v) ? Text(v) : null;
    }

    private static int Type(Dictionary<EventField, JsonElement> values)
    {
        if (values.TryGetValue(EventField.EventType, out JsonElement named))
        {
            return named.ValueKind == JsonValueKind.String ? Array.IndexOf(Types, named.GetString()) : -1;
        }

        if (values.ContainsKey(EventField.PageUrl)) return (int)EventType.PageView;
        if (!values.ContainsKey(EventField.ProductId)) return -1;
        if (!values.ContainsKey(EventField.Quantity)) return (int)EventType.ProductView;
        return (int)(values.ContainsKey(EventField.Price) ? EventType.Purchase : EventType.AddToCart);
    }

    private static bool RightType(EventField field, JsonElement value)
    {
        bool text = value.ValueKind == JsonValueKind.String, number = value.ValueKind == JsonValueKind.Number;
        bool integer = number && !value.GetRawText().AsSpan().ContainsAny(".eE");
        return field switch
        {
            EventField.UserId or EventField.ProductId or EventField.EventId or EventField.Timestamp => text || integer,
            EventField.Quantity => integer,
            EventField.Price => text || number,
            _ => text,
        };
    }

    private static bool InRange(EventField field, Dictionary<EventField, JsonElement> values)
    {
        string text = Text(values[field]);
        int bytes = Encoding.UTF8.GetByteCount(text);
        return field switch
        {
            EventField.UserId or EventField.ProductId or EventField.EventId
                => bytes is >= 1 and <= 128 && !text.Any(c => c is < ' ' or '\u007f'),
            EventField.PageUrl => bytes is >= 1 and <= 2048,
            EventField.Quantity => BigInteger.Parse(text, CultureInfo.InvariantCulture) is var q && q >= 1 && q <= 1_000_000,
            EventField.Price => Price(values[field]) is { } price
                && price * BigInteger.Parse(Text(values[EventField.Quantity]), CultureInfo.InvariantCulture) <= BigInteger.Pow(10, 18),
            EventField.Currency => text.Length == 3 && text.All(char.IsAsciiLetterUpper),
            EventField.Country => text.Length == 2 && text.All(char.IsAsciiLetterUpper),
            _ => bytes <= 1024,
        };
    }

    private static BigInteger? Price(JsonElement value)
    {
        Match number = NumberPattern().Match(Text(value));
        if (!number.Success) return null;
        string fraction = number.Groups["fraction"].Value;
        BigInteger digits = BigInteger.Parse(number.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        if (digits.IsZero) return 0;
        if (number.Groups["sign"].Length > 0) return null;
        BigInteger power = 4 - fraction.Length;
        if (number.Groups["exponent"].Success) power += BigInteger.Parse(number.Groups["exponent"].Value, CultureInfo.InvariantCulture);
        if (BigInteger.Abs(power) > 70_000) return null;
        BigInteger scale = BigInteger.Pow(10, (int)BigInteger.Abs(power));
        if (power < 0 && !(digits % scale).IsZero) return null;
        BigInteger price = power < 0 ? digits / scale : digits * scale;
        return price <= BigInteger.Pow(10, 13) ? price : null;
    }

    private static long? Time(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number) return InYears(BigInteger.Parse(value.GetRawText(), CultureInfo.InvariantCulture));
        Match m = TimePattern().Match(value.GetString()!);
        if (!m.Success) return null;
        int[] p = [.. Enumerable.Range(1, 6).Select(i => int.Parse(m.Groups[i].Value, CultureInfo.InvariantCulture))];
        if (p[0] < 1 || p[1] is < 1 or > 12 || p[2] < 1 || p[2] > DateTime.DaysInMonth(p[0], p[1]) || p[3] > 23 || p[4] > 59 || p[5] > 59) return null;
        long ms = (new DateTime(p[0], p[1], p[2], p[3], p[4], p[5], DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / 10_000;
        if (m.Groups["f"].Success) ms += int.Parse(m.Groups["f"].Value.PadRight(3, '0')[..3], CultureInfo.InvariantCulture);
        if (!m.Groups["h"].Success) return InYears(ms);
        int hours = int.Parse(m.Groups["h"].Value, CultureInfo.InvariantCulture), minutes = int.Parse(m.Groups["m"].Value, CultureInfo.InvariantCulture);
        if (hours > 23 || minutes > 59) return null;
        long offset = ((hours * 60) + minutes) * 60_000L;
        return InYears(m.Groups["s"].Value == "-" ? ms + offset : ms - offset);
    }

    private static long? InYears(BigInteger milliseconds)
        => milliseconds >= 946_684_800_000 && milliseconds < 32_503_680_000_000 ? (long)milliseconds : null;

    private static string Place(string url)
    {
        string path = AuthorityPattern().Replace(url.Split('?', '#')[0], "");
        if (!path.StartsWith('/')) path = "/" + path;
        StringBuilder cut = new();
        int bytes = 0;
        foreach (Rune rune in path.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > 200) break;
            cut.Append(rune.ToString());
        }

        return cut.ToString();
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    [GeneratedRegex(@"\A(?<sign>-?)(?<whole>0|[1-9][0-9]*)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?\z")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"\A([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2}):([0-9]{2})([.,](?<f>[0-9]{1,9}))?(Z|(?<s>[+-])(?<h>[0-9]{2}):?(?<m>[0-9]{2}))?\z")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9+.-]*:)?//[^/]*")]
    private static partial Regex AuthorityPattern();
}
