using Pipeline.Core.Documents;

namespace Pipeline.Core.Catalogue;

/// <summary>The log's records: how many there are, and those that count nowhere.</summary>
internal static class LogFields
{
    private const string AddsUp = "`records = accepted + duplicates + late + rejected`";

    private static readonly FieldInfo Partition = new("partition", FieldKind.Number, FieldMerge.Key, "The log's partition.", 6, "`partition` and offsets are integers");

    private static readonly FieldInfo Record = new("record", FieldKind.Bytes, FieldMerge.Single, "The record's bytes as they came.", 1, "The original bytes")
    {
        Instead = "count documents, by reason or field",
    };

    internal static CollectionInfo Ledger { get; } = new(
        Collections.Ledger, "What became of one partition's records.", "partition",
        [
            Partition,
            EventFields.Sum("records", "Records that were read.", 2, AddsUp),
            EventFields.Sum("accepted", "Records that are events and count.", 2, AddsUp),
            EventFields.Sum("duplicates", "Events whose event_id was remembered: counted here, and nothing else.", 2, "An event whose id is remembered is a *duplicate*"),
            EventFields.Sum("late", "Events older than their shopper's newest minus the horizon, 1 hour unless set otherwise.", 2, "An event is *late* when"),
            EventFields.Sum("rejected", "Records that break a rule; dead-letters holds each with its reason.", 1, "An event that breaks a rule is *rejected*"),
            new("newest", FieldKind.Instant, FieldMerge.Greatest, "The largest time of an accepted event; null without one.", 6, "newest (largest accepted timestamp)"),
            new("next_offset", FieldKind.Number, FieldMerge.Single, "The last record's offset + 1.", 6, "`next_offset` is the last record's offset + 1") { Instead = "sum records" },
        ])
    {
        Ranges = "site-days",
    };

    internal static CollectionInfo DeadLetters { get; } = new(
        Collections.DeadLetters, "One record that is no event.", "partition|offset",
        [
            EventFields.Key("reason", "Why it is none: the first rule that it breaks.", 1, "*rejected* with one reason code"),
            EventFields.Key("field", "The field that breaks the rule; null when the record as a whole does.", 1, "the field (null for the first four)"),
            Partition,
            Offset("record"),
            Record,
        ])
    {
        Ranges = "--where 'offset>=1000': what cannot be read has no time",
    };

    internal static CollectionInfo Late { get; } = new(
        Collections.Late, "One event that came too late to count.", "partition|offset", [Partition, Offset("event"), Record with { Definition = "The event's bytes as they came.", Section = 2, Passage = "kept in the late stream" }])
    {
        Ranges = "--where 'offset>=1000'",
    };

    private static FieldInfo Offset(string what) =>
        new("offset", FieldKind.Number, FieldMerge.Single, $"Where the {what} stands in its partition, from 0.", 1, "offsets count records from 0") { Instead = "count documents" };
}
