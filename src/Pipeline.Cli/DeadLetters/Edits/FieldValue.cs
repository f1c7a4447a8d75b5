using System.Text;
using System.Text.Json;

namespace Pipeline.Cli.DeadLetters.Edits;

/// <summary>A value as people write it behind a field's name, as JSON of the type that the field's rule names.</summary>
internal static class FieldValue
{
    private static readonly HashSet<string> Texts =
        ["event_type", "page_url", "currency", "country", "category", "product_name", "referrer", "user_agent"];

    /// <summary>JSON where the value is that, else a text; of a field that is only ever a text a text, unless the value is a JSON string.</summary>
    internal static byte[] Of(string field, string value)
    {
        bool isQuoted = value.StartsWith('"');
        return (isQuoted || !Texts.Contains(field)) && IsJson(value) ? Encoding.UTF8.GetBytes(value) : MemberEdit.Text(value);
    }

    private static bool IsJson(string value)
    {
        Utf8JsonReader json = new(Encoding.UTF8.GetBytes(value));
        try
        {
            if (!json.Read()) return false;
            json.Skip();
            return !json.Read();
        }
        catch (JsonException)
        {
            return false; // A text without quotes.
        }
    }
}
