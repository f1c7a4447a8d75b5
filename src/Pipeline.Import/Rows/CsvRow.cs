using System.Text;
using System.Text.Unicode;

namespace Pipeline.Import.Rows;

/// <summary>A record of separated values.</summary>
internal sealed class CsvRow(byte delimiter, bool isWindows1252) : Row
{
    private readonly CsvFields _fields = new(delimiter);
    private byte[] _buffer = [];
    private byte[] _unquoted = new byte[256], _encoded = new byte[256];
    private int _start;
    private int[] _columns = [];
    private int _count;

    /// <inheritdoc/>
    internal override int Elements => 1;

    /// <summary>How many fields the record has.</summary>
    internal int Count => _fields.Count;

    /// <summary>Says in which column each source stands, and how many columns there are.</summary>
    internal void Use(int[] columns, int count) => (_columns, _count) = (columns, count);

    /// <inheritdoc/>
    internal override bool TryLoad(byte[] buffer, int start, int length)
    {
        bool isWhole = TrySplit(buffer, start, length);
        if (isWhole && Count == _count) return true;
        Problem = isWhole ? MapProblem.WrongColumns : MapProblem.OpenQuote;
        return false;
    }

    /// <summary>Splits a record without a look at the columns.</summary>
    internal bool TrySplit(byte[] buffer, int start, int length)
    {
        (_buffer, _start) = (buffer, start);
        return _fields.TrySplit(buffer.AsSpan(start, length));
    }

    /// <summary>The names that a header line of this record is.</summary>
    internal IReadOnlyList<string> Names()
    {
        List<string> names = [];
        for (int i = 0; i < Count; i++) names.Add(Encoding.UTF8.GetString(Text(i)).Trim());
        return names;
    }

    /// <summary>A field's text in UTF-8, or what the file has for it.</summary>
    internal ReadOnlySpan<byte> Text(int column)
    {
        CsvField field = _fields[column];
        ReadOnlySpan<byte> text = _buffer.AsSpan(_start + field.Start, field.End - field.Start);
        if (field.HasQuotes)
        {
            if (_unquoted.Length < text.Length) _unquoted = new byte[text.Length * 2];
            text = _unquoted.AsSpan(0, CsvFields.Unquote(text, _unquoted));
        }

        if (!isWindows1252 || Ascii.IsValid(text)) return text;
        if (_encoded.Length < text.Length * Windows1252.MostBytes) _encoded = new byte[text.Length * Windows1252.MostBytes];
        return _encoded.AsSpan(0, Windows1252.ToUtf8(text, _encoded));
    }

    private protected override SourceKind Find(int source, out ReadOnlySpan<byte> text)
    {
        text = Text(_columns[source]);
        if (text.IsEmpty) return SourceKind.Absent;
        return Utf8.IsValid(text) ? SourceKind.Text : Fault(MapProblem.NotUtf8);
    }
}
