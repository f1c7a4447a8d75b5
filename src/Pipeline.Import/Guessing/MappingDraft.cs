using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Core.Events;
using Pipeline.Import.Fields;

namespace Pipeline.Import.Guessing;

/// <summary>Writes a mapping for a file of a shape.</summary>
internal sealed class MappingDraft(FileShape shape)
{
    private const int MostEventWords = 100, CountryLength = 2, CurrencyLength = 3;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly GuessedFields _fields = new(shape);
    private readonly List<string> _remarks = [];
    private readonly HashSet<string> _types = [];

    /// <summary>What to look at.</summary>
    internal IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Whether nothing is missing.</summary>
    internal bool IsComplete { get; private set; } = true;

    /// <summary>The field that a column is taken for; empty for none.</summary>
    internal string FieldOf(LookedColumn column)
    {
        for (EventField field = EventField.EventType; field <= EventField.UserAgent; field++)
        {
            if (_fields[field] == column) return FieldNames.Of(field);
        }

        return "";
    }

    /// <summary>The mapping's text.</summary>
    internal string Write()
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            WriteFormat(json);
            json.WriteStartArray("events");
            json.WriteStartObject();
            WriteType(json);
            WriteUser(json);
            WriteTime(json);
            WriteProduct(json);
            WriteCodes(json);
            foreach (EventField field in (EventField[])[EventField.EventId, EventField.Category, EventField.ProductName, EventField.Referrer, EventField.UserAgent])
            {
                if (_fields[field] is { } column) json.WriteString(FieldNames.Of(field), column.Name);
            }

            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private void WriteFormat(Utf8JsonWriter json)
    {
        json.WriteString("format", shape.IsCsv ? "csv" : "ndjson");
        if (shape.IsCsv && shape.Delimiter != ',') json.WriteString("delimiter", $"{shape.Delimiter}");
        if (!shape.HasHeader)
        {
            json.WriteStartArray("columns");
            foreach (LookedColumn column in shape.Columns) json.WriteStringValue(column.Name);
            json.WriteEndArray();
            _remarks.Add("columns: the file has no header line, so which column is which is a guess by what stands in it");
        }

        if (shape.IsWindows1252) json.WriteString("encoding", "windows-1252");
        (string point, string thousands) = NumberGuess.Of([_fields[EventField.Price], _fields[EventField.Quantity]]);
        if (point != ".") json.WriteString("decimal", point);
        if (thousands.Length > 0) json.WriteString("thousands", thousands);
        if (shape.Explode is not null) json.WriteString("explode", shape.Explode);
    }

    private void WriteType(Utf8JsonWriter json)
    {
        json.WritePropertyName("event_type");
        json.WriteStartObject();
        if (_fields[EventField.EventType] is { } column)
        {
            WriteWords(json, column);
        }
        else if (_fields[EventField.Quantity] is { } quantity && NumberGuess.HasNegative(quantity))
        {
            json.WriteString("sign_of", quantity.Name);
            WriteStrip(json, NumberGuess.Words(quantity));
            _types.Add("purchase");
            _remarks.Add($"event_type: {quantity.Name} is sometimes below 0, which is taken for a refund, all else for a purchase");
        }
        else
        {
            string type = _fields[EventField.Price] is not null ? "purchase"
                : _fields[EventField.ProductId] is not null ? "product_view" : "page_view";
            json.WriteString("value", type);
            _types.Add(type);
            _remarks.Add($"event_type: no column says what happened, so every line is taken for a {type}");
        }

        json.WriteEndObject();
    }

    private void WriteWords(Utf8JsonWriter json, LookedColumn column)
    {
        json.WriteString("from", column.Name);
        json.WriteStartObject("values");
        foreach (string word in column.Samples.Distinct().Take(MostEventWords))
        {
            string? type = EventWords.TypeOf(word);
            if (type is null)
            {
                json.WriteNull(word);
                _remarks.Add($"event_type: \"{word}\" is taken for no event (null); if it is one, write which");
                continue;
            }

            json.WriteString(word, type);
            _types.Add(type);
        }

        json.WriteEndObject();
    }

    private void WriteUser(Utf8JsonWriter json)
    {
        if (_fields[EventField.UserId] is not { } user)
        {
            WriteMissing(json, "user_id");
            return;
        }

        bool isFloat = NumberGuess.AreFloats(user);
        LookedColumn? order = user.Empty > 0 ? _fields.Order : null;
        if (!isFloat && order is null)
        {
            json.WriteString("user_id", user.Name);
            if (user.Empty > 0) _remarks.Add($"user_id: {user.Name} is sometimes empty, and those events are rejected; \"fallback\" names another column");
            return;
        }

        json.WriteStartObject("user_id");
        json.WriteString("from", user.Name);
        if (isFloat) json.WriteString("as", "integer");
        if (order is not null)
        {
            json.WriteStartObject("fallback");
            json.WriteString("from", order.Name);
            json.WriteString("prefix", "guest-");
            json.WriteEndObject();
            _remarks.Add($"user_id: {user.Name} is sometimes empty; then each {order.Name} is taken for a shopper of its own");
        }

        json.WriteEndObject();
    }

    private void WriteTime(Utf8JsonWriter json)
    {
        if (_fields[EventField.Timestamp] is not { } column || TimeGuess.Of(column) is not var (format, other))
        {
            WriteMissing(json, "timestamp");
            return;
        }

        if (TimeGuess.IsLocal(column, format))
            _remarks.Add($"timestamp: {column.Name} does not say in which zone it is, so it is taken for UTC; \"time_zone\": \"Europe/Berlin\" at the top, before \"events\", says another");
        if (other is not null) _remarks.Add($"timestamp: {format} and {other} both fit; the first is taken");
        if (format == "iso")
        {
            json.WriteString("timestamp", column.Name);
            return;
        }

        json.WriteStartObject("timestamp");
        json.WriteString("from", column.Name);
        json.WriteString("format", format);
        json.WriteEndObject();
    }

    private void WriteProduct(Utf8JsonWriter json)
    {
        bool isPage = _types.Contains("page_view");
        if (_fields[EventField.PageUrl] is { } page) json.WriteString("page_url", page.Name);
        else if (isPage) WriteMissing(json, "page_url");
        bool isProduct = _types.Count > (isPage ? 1 : 0);
        if (_fields[EventField.ProductId] is { } product) json.WriteString("product_id", product.Name);
        else if (isProduct) WriteMissing(json, "product_id");
        bool isSold = _types.Contains("purchase") || _types.Contains("refund");
        if (isSold || _types.Contains("add_to_cart")) WriteNumber(json, EventField.Quantity, "1", "one of each is bought");
        if (isSold) WriteNumber(json, EventField.Price, "0", "nothing is earned");
    }

    private void WriteNumber(Utf8JsonWriter json, EventField field, string constant, string meaning)
    {
        string name = FieldNames.Of(field);
        if (_fields[field] is not { } column)
        {
            json.WriteStartObject(name);
            json.WritePropertyName("value");
            json.WriteRawValue(constant);
            json.WriteEndObject();
            _remarks.Add($"{name}: no column looks like it, so {meaning}");
            return;
        }

        string[] words = NumberGuess.Words(column);
        bool isAbsolute = field == EventField.Quantity && NumberGuess.HasNegative(column);
        if (words.Length == 0 && !isAbsolute)
        {
            json.WriteString(name, column.Name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("from", column.Name);
        WriteStrip(json, words);
        if (isAbsolute) json.WriteBoolean("absolute", true);
        json.WriteEndObject();
    }

    private static void WriteStrip(Utf8JsonWriter json, string[] words)
    {
        if (words.Length == 0) return;
        json.WriteStartArray("strip");
        foreach (string word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private void WriteCodes(Utf8JsonWriter json)
    {
        if (!WriteCode(json, EventField.Currency, CurrencyLength) && _types.Contains("purchase") && _fields[EventField.Price] is not null)
            _remarks.Add("currency: none is named, so it is USD; \"currency\": {\"value\": \"EUR\"} says another");
        WriteCode(json, EventField.Country, CountryLength);
    }

    private bool WriteCode(Utf8JsonWriter json, EventField field, int length)
    {
        if (_fields[field] is not { } column) return false;
        string name = FieldNames.Of(field);
        if (!column.All(text => text.Length == length && text.All(char.IsAsciiLetter)))
        {
            _remarks.Add($"{name}: {column.Name} holds no codes of {length} letters, so it is left out; \"values\" can say which code each text is");
            return false;
        }

        if (column.All(text => text.All(char.IsAsciiLetterUpper)))
        {
            json.WriteString(name, column.Name);
            return true;
        }

        json.WriteStartObject(name);
        json.WriteString("from", column.Name);
        json.WriteString("case", "upper");
        json.WriteEndObject();
        return true;
    }

    private void WriteMissing(Utf8JsonWriter json, string name)
    {
        IsComplete = false;
        json.WriteString(name, "COLUMN");
        _remarks.Add($"{name}: no column looks like it; write its name instead of COLUMN");
    }
}
