using System.Globalization;
using System.Text;

namespace Pipeline.Reference.Documents;

/// <summary>
/// The one canonical JSON text of a value: no white space, keys sorted, of strings only <c>"</c>, <c>\</c> and
/// U+0000–U+001F escaped (<c>\b \t \n \f \r</c>, else <c>\u00xx</c> in small hex), everything else as it is.
/// </summary>
internal static class DocumentText
{
    /// <summary>The bytes of a document's line, without its end.</summary>
    public static byte[] Line(SortedList<string, object?> document)
    {
        var text = new StringBuilder();
        Write(text, document);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A new object, whose keys (all ASCII) sort by their bytes.</summary>
    public static SortedList<string, object?> NewObject() => new(StringComparer.Ordinal);

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                WriteString(text, s);
                break;
            case int or long or Int128:
                text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case SortedList<string, object?> fields:
                WriteAll(text, '{', '}', fields, field => WriteField(text, field));
                break;
            case IEnumerable<object?> items:
                WriteAll(text, '[', ']', items, item => Write(text, item));
                break;
            default:
                throw new ArgumentException($"A document holds no {value.GetType()}.", nameof(value));
        }
    }

    private static void WriteAll<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        text.Append(open);
        bool isFirst = true;
        foreach (T item in items)
        {
            if (!isFirst) text.Append(',');
            isFirst = false;
            write(item);
        }

        text.Append(close);
    }

    private static void WriteField(StringBuilder text, KeyValuePair<string, object?> field)
    {
        WriteString(text, field.Key);
        text.Append(':');
        Write(text, field.Value);
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
