using System.Text.Json;
using Pipeline.Core.Events;
using Pipeline.Core.Facts;

namespace Pipeline.Cli.DeadLetters;

/// <summary>A dead letter or late record as an epoch's document has it.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Id">Its place in the log.</param>
/// <param name="Reason">Why it was rejected; none for a late one.</param>
/// <param name="Field">The field that the reason applies to.</param>
internal sealed record StoredRecord(FactKind Kind, RecordId Id, RejectReason Reason, EventField Field)
{
    /// <summary>The record's bytes.</summary>
    internal byte[] Bytes { get; private init; } = [];

    /// <summary>What a table says of it: a reason and a field.</summary>
    internal string Why => Kind == FactKind.Late ? "late" : CodeNames.Of(Field) is { } name ? $"{CodeNames.Of(Reason)} {name}" : CodeNames.Of(Reason);

    /// <summary>Reads a document. Its bytes are only taken where <paramref name="isWanted"/> says so, else the record is null.</summary>
    internal static StoredRecord? Read(FactKind kind, ReadOnlySpan<byte> line, Func<StoredRecord, bool> isWanted)
    {
        int partition = 0;
        long offset = 0;
        RejectReason reason = RejectReason.None;
        EventField field = EventField.None;
        Utf8JsonReader json = new(line), record = default;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isPartition = json.ValueTextEquals("partition"u8), isOffset = json.ValueTextEquals("offset"u8);
            bool isReason = json.ValueTextEquals("reason"u8), isField = json.ValueTextEquals("field"u8), isRecord = json.ValueTextEquals("record"u8);
            json.Read();
            if (isPartition) partition = json.GetInt32();
            else if (isOffset) offset = json.GetInt64();
            else if (isReason) _ = CodeNames.TryParse(json.GetString(), out reason);
            else if (isField) _ = CodeNames.TryParse(json.GetString(), out field); // null: none
            else if (isRecord) record = json;
        }

        StoredRecord read = new(kind, new RecordId(partition, offset), reason, field);
        return isWanted(read) ? read with { Bytes = record.GetBytesFromBase64() } : null;
    }
}
