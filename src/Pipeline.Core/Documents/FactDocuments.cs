using System.Globalization;
using System.Text;
using Pipeline.Core.Facts;

namespace Pipeline.Core.Documents;

/// <summary>The documents of facts: dead letters and late records.</summary>
internal static class FactDocuments
{
    public static void Render(IEnumerable<Fact> facts, Action<ReadOnlySpan<byte>> write)
    {
        var sorted = new KeySorter<Fact>();
        foreach (Fact fact in facts)
            sorted.Add(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{fact.Partition}|{fact.Offset}")), fact);
        sorted.Sort();
        var line = new LineWriter();
        for (int i = 0; i < sorted.Count; i++)
        {
            line.Clear();
            Write(line, sorted.Id(i), sorted.Value(i));
            write(line.Written);
        }
    }

    private static void Write(LineWriter line, ReadOnlySpan<byte> id, Fact fact)
    {
        line.Open('{');
        line.Key("_id"u8);
        line.Text(id);
        if (fact.Kind == FactKind.DeadLetter)
        {
            line.Key("field"u8);
            if (fact.Field == Events.EventField.None) line.Null();
            else line.Text(SnakeCase(fact.Field.ToString()));
        }

        line.Key("offset"u8);
        line.Number(fact.Offset);
        line.Key("partition"u8);
        line.Number(fact.Partition);
        if (fact.Kind == FactKind.DeadLetter)
        {
            line.Key("reason"u8);
            line.Text(SnakeCase(fact.Reason.ToString()));
        }

        line.Key("record"u8);
        line.Base64(fact.Record.Span);
        line.Close('}');
    }

    /// <summary>The names of reasons and fields as the semantics writes them: <c>NotUtf8</c> is <c>not_utf8</c>.</summary>
    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
