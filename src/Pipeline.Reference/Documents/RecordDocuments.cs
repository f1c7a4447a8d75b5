using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Documents;

/// <summary>The documents of records that do not count: dead letters and late events.</summary>
internal static class RecordDocuments
{
    /// <summary>A record that is no event.</summary>
    public static IdLine DeadLetter(SourceRecord record, ReferenceDecoding decoding)
    {
        SortedList<string, object?> fields = Position(record);
        fields.Add("reason", FieldTable.CodeOf(decoding.Reason));
        fields.Add("field", FieldTable.NameOf(decoding.Field));
        return IdLine.Of(Id(record), fields);
    }

    /// <summary>A late event.</summary>
    public static IdLine Late(SourceRecord record) => IdLine.Of(Id(record), Position(record));

    private static string Id(SourceRecord record) => FormattableString.Invariant($"{record.Partition}|{record.Offset}");

    private static SortedList<string, object?> Position(SourceRecord record)
    {
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("partition", record.Partition);
        fields.Add("offset", record.Offset);
        fields.Add("record", Convert.ToBase64String(record.Bytes.Span));
        return fields;
    }
}
