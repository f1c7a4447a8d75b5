using System.Text;

namespace Pipeline.Testing.Data;

/// <summary>Comma-separated values with quotes (RFC 4180).</summary>
internal static class CsvReader
{
    /// <summary>The rows, the first with the names among them.</summary>
    public static IEnumerable<List<string>> Rows(TextReader reader)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        bool isQuoted = false;
        for (int c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (isQuoted)
            {
                if (c != '"') field.Append((char)c);
                else if (reader.Peek() == '"') field.Append((char)reader.Read());
                else isQuoted = false;
            }
            else if (c == '"')
            {
                isQuoted = true;
            }
            else if (c is ',' or '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == ',') continue;
                yield return row;
                row = [];
            }
            else if (c != '\r')
            {
                field.Append((char)c);
            }
        }

        if (field.Length == 0 && row.Count == 0) yield break;
        row.Add(field.ToString());
        yield return row;
    }
}
