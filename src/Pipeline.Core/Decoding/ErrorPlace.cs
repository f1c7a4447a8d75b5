using System.Text;
using Pipeline.Core.Events;

namespace Pipeline.Core.Decoding;

/// <summary>Finds in a rejected record what it was rejected for, to show it to people.</summary>
public static class ErrorPlace
{
    /// <summary>
    /// The bytes that <paramref name="reason"/> is about: of what is no JSON the byte at which no JSON could go on, of a field its value (of
    /// one that is missing the object's end), of a record that is too large all that is too much. A length of 0 stands between two bytes.
    /// </summary>
    /// <param name="record">The record's bytes.</param>
    /// <param name="reason">Why the record was rejected.</param>
    /// <param name="field">The field that the reason applies to.</param>
    public static (int Start, int Length) Find(ReadOnlySpan<byte> record, RejectReason reason, EventField field) => reason switch
    {
        RejectReason.TooLarge => (EventRules.MaxRecordBytes, Math.Max(0, record.Length - EventRules.MaxRecordBytes)),
        RejectReason.NotUtf8 => FirstNotUtf8(record),
        RejectReason.NotJson => FirstNotJson(record),
        RejectReason.NotAnObject => Trimmed(record),
        RejectReason.DuplicateKey => Member(record, field, second: true),
        _ => Member(record, field, second: false),
    };

    private static (int Start, int Length) FirstNotUtf8(ReadOnlySpan<byte> record)
    {
        int at = 0;
        while (at < record.Length)
        {
            bool isValid = Rune.DecodeFromUtf8(record[at..], out _, out int length) == System.Buffers.OperationStatus.Done;
            if (!isValid) return (at, Math.Max(1, length));
            at += length;
        }

        return (at, 0);
    }

    private static (int Start, int Length) FirstNotJson(ReadOnlySpan<byte> record)
    {
        JsonCursor cursor = new(record);
        if (cursor.TryReadValue(0, out _)) cursor.AtEnd();
        return (cursor.Place, cursor.Place < record.Length ? 1 : 0);
    }

    private static (int Start, int Length) Trimmed(ReadOnlySpan<byte> record)
    {
        int start = record.IndexOfAnyExcept(" \t\r\n"u8);
        return start < 0 ? (0, 0) : (start, record.TrimEnd(" \t\r\n"u8).Length - start);
    }

    /// <summary>The value of a field's first member, or the name of its second; where it has none, the place before the closing brace.</summary>
    private static (int Start, int Length) Member(ReadOnlySpan<byte> record, EventField field, bool second)
    {
        JsonCursor cursor = new(record);
        int seen = 0, end;
        cursor.TryTake((byte)'{');
        do
        {
            end = cursor.Place;
            if (!cursor.TryReadName(out JsonToken name) || !cursor.TryReadValue(1, out JsonToken value)) break;
            end = cursor.Place;
            if (GeneralParser.Named(record, name) != field) continue;
            if (second && ++seen == 2) return (name.Start - 1, name.Length + 2);
            if (!second) return value.Kind == JsonKind.String ? (value.Start - 1, value.Length + 2) : (value.Start, value.Length);
        }
        while (cursor.TryTake((byte)','));

        return (end, 0);
    }
}
