using System.Globalization;
using System.Text.Json;

namespace Pipeline.Reference.Decoding;

/// <summary>What counts as JSON: RFC 8259, at most 64 levels deep, and no escape that is half of a surrogate pair.</summary>
internal static class JsonRule
{
    /// <summary>Levels of objects and arrays that a record may nest; a plain object is one.</summary>
    public const int MaxDepth = 64;

    /// <summary>Whether the whole record is one JSON text.</summary>
    public static bool IsJson(ReadOnlySpan<byte> record)
    {
        var options = new JsonReaderOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow };
        var reader = new Utf8JsonReader(record, options);
        try
        {
            while (reader.Read())
            {
                bool isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
                if (isText && reader.ValueIsEscaped && HasHalfPair(reader.ValueSpan)) return false;
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a <c>\u</c> escape names a surrogate that no escape beside it completes.</summary>
    private static bool HasHalfPair(ReadOnlySpan<byte> escaped)
    {
        for (int i = 0; i < escaped.Length;)
        {
            if (escaped[i] != '\\')
            {
                i++;
                continue;
            }

            char? unit = EscapedUnitAt(escaped, i);
            if (unit is null)
            {
                i += 2;
                continue;
            }

            if (char.IsLowSurrogate(unit.Value)) return true;
            i += 6;
            if (!char.IsHighSurrogate(unit.Value)) continue;
            if (EscapedUnitAt(escaped, i) is not { } next || !char.IsLowSurrogate(next)) return true;
            i += 6;
        }

        return false;
    }

    /// <summary>The UTF-16 unit that a <c>\uXXXX</c> at <paramref name="at"/> names; null when none starts there.</summary>
    private static char? EscapedUnitAt(ReadOnlySpan<byte> escaped, int at)
    {
        if (at + 6 > escaped.Length || escaped[at] != '\\' || escaped[at + 1] != 'u') return null;
        return (char)ushort.Parse(escaped.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
