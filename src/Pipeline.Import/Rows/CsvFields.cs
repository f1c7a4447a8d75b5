namespace Pipeline.Import.Rows;

/// <summary>
/// Splits a record of separated values (RFC 4180): a field that begins with a quote goes to the next quote that is not doubled, and may hold
/// separators and line ends; a quote elsewhere is a quote; what stands behind a closing quote belongs to the field.
/// </summary>
internal sealed class CsvFields(byte delimiter)
{
    private CsvField[] _fields = new CsvField[32];

    /// <summary>The number of fields.</summary>
    internal int Count { get; private set; }

    /// <summary>A field, from 0.</summary>
    internal CsvField this[int index] => _fields[index];

    /// <summary>Splits a record; false when a quoted field does not end.</summary>
    internal bool TrySplit(ReadOnlySpan<byte> record)
    {
        Count = 0;
        for (int at = 0; ;)
        {
            int end;
            if (at < record.Length && record[at] == '"')
            {
                if (!TryQuoted(record, at, out CsvField field, out end)) return false;
                Add(field);
            }
            else
            {
                int length = record[at..].IndexOf(delimiter);
                end = length < 0 ? record.Length : at + length;
                Add(new CsvField(at, end, false));
            }

            if (end == record.Length) return true;
            at = end + 1;
        }
    }

    /// <summary>A field's text with its quotes resolved, written to <paramref name="target"/>, which is as long as the field; the bytes written.</summary>
    internal static int Unquote(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int at = 0;
        bool isQuoted = true;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '"' || !isQuoted) target[at++] = text[i];
            else if (i + 1 < text.Length && text[i + 1] == '"') target[at++] = text[++i];
            else isQuoted = false;
        }

        return at;
    }

    private bool TryQuoted(ReadOnlySpan<byte> record, int at, out CsvField field, out int end)
    {
        (field, end) = (default, 0);
        bool isDoubled = false;
        for (int from = at + 1; ; isDoubled = true)
        {
            int length = record[from..].IndexOf((byte)'"');
            if (length < 0) return false;
            int quote = from + length;
            if (quote + 1 < record.Length && record[quote + 1] == '"')
            {
                from = quote + 2;
                continue;
            }

            int behind = record[(quote + 1)..].IndexOf(delimiter);
            end = behind < 0 ? record.Length : quote + 1 + behind;
            bool isPlain = !isDoubled && end == quote + 1;
            field = new CsvField(at + 1, isPlain ? quote : end, !isPlain);
            return true;
        }
    }

    private void Add(CsvField field)
    {
        if (Count == _fields.Length) Array.Resize(ref _fields, Count * 2);
        _fields[Count++] = field;
    }
}
