using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Pipeline.Core.Settings;

/// <summary>From bytes to a JSON document, or one mistake with line and column.</summary>
internal static class SettingsText
{
    /// <summary>Far above any real file; bounds what a mistaken path (a log, a disk image) can cost.</summary>
    internal const int LargestFile = 4 << 20;

    private const string Allowed = "standard JSON (RFC 8259) in UTF-8, without comments and trailing commas";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The document, or null when a mistake was reported.</summary>
    internal static JsonDocument? Parse(ReadOnlySpan<byte> json, SettingsMistakes mistakes)
    {
        if (json.StartsWith(ByteOrderMark)) json = json[3..];
        if (json.Length > LargestFile)
        {
            mistakes.Add("$", $"{json.Length} bytes", $"at most {LargestFile} bytes");
            return null;
        }

        if (!Utf8.IsValid(json))
        {
            mistakes.Add("$", "bytes that are no UTF-8", Allowed);
            return null;
        }

        return CheckTokens(json, mistakes) ? JsonDocument.Parse(json.ToArray()) : null;
    }

    private static bool CheckTokens(ReadOnlySpan<byte> json, SettingsMistakes mistakes)
    {
        Utf8JsonReader reader = new(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
            }

            return true;
        }
        catch (JsonException broken)
        {
            (int line, int column) = LineAndColumn(json, broken.LineNumber ?? 0, broken.BytePositionInLine ?? 0);
            mistakes.Add("$", Text($"invalid JSON at line {line}, column {column}: {FirstSentence(broken.Message)}"), Allowed);
        }
        catch (InvalidOperationException)
        {
            // The only text that the reader passes and cannot unescape: half of a surrogate pair.
            (int line, int column) = LineAndColumn(json, (int)reader.TokenStartIndex);
            mistakes.Add("$", Text($"half of a surrogate pair (\\uD800–\\uDFFF) at line {line}, column {column}"), Allowed);
        }

        return false;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string FirstSentence(string message)
    {
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static (int Line, int Column) LineAndColumn(ReadOnlySpan<byte> json, long line, long byteInLine)
    {
        int start = 0;
        for (long i = 0; i < line; i++) start += json[start..].IndexOf((byte)'\n') + 1;
        return LineAndColumn(json, (int)Math.Min(start + byteInLine, json.Length));
    }

    /// <summary>Both from 1, columns in characters, as editors show them.</summary>
    private static (int Line, int Column) LineAndColumn(ReadOnlySpan<byte> json, int position)
    {
        ReadOnlySpan<byte> before = json[..position];
        int lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
