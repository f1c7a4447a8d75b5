using Pipeline.Cli.Frame;
using Pipeline.Core.Facts;
using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>What <c>pipeline dlq list</c> says: records by reason, what was done with them, and what came of it.</summary>
internal sealed class DlqListing
{
    private readonly TreatmentState _treated;
    private readonly RecordCheck _check;
    private readonly HashSet<RecordId> _there = [];

    private DlqListing(CliContext context, EpochDocuments epoch, FactKind kind, TreatmentState treated)
    {
        (Epoch, Kind, _treated, _check) = (epoch, kind, treated, new RecordCheck(context.Time));
        Treatment[] ofKind = [.. treated.All.Where(t => t.Fact == kind && t.Kind != TreatmentKind.NotPutBack)];
        Outcomes = new PutBackOutcomes(epoch, ofKind.Where(t => t.Kind == TreatmentKind.PutBack));
        Needs = new HorizonNeeds(epoch.Epoch.Horizon);
        if (kind == FactKind.DeadLetter || !Outcomes.AreKnown) epoch.ReadRecords(FactKind.DeadLetter, TakeDeadLetter, _ => { });
        if (kind == FactKind.Late || !Outcomes.AreKnown) epoch.ReadRecords(FactKind.Late, TakeLate, Measure);
        Needs.Resolve(epoch);
        Gone = ofKind.LongCount(t => !_there.Contains(new RecordId(t.Partition, t.Offset)));
        _there.Clear();
    }

    /// <summary>The epoch.</summary>
    internal EpochDocuments Epoch { get; }

    /// <summary>Dead letters or late records.</summary>
    internal FactKind Kind { get; }

    /// <summary>By reason and field; of late records one.</summary>
    internal SortedDictionary<string, RecordGroup> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>What came of those put back.</summary>
    internal PutBackOutcomes Outcomes { get; }

    /// <summary>Which horizon late ones need: of dead letters those that came late when put back, of late records all.</summary>
    internal HorizonNeeds Needs { get; }

    /// <summary>Treated records that the epoch does not hold any more: retention took them, or after a rebuild they are no longer late.</summary>
    internal long Gone { get; }

    internal static DlqListing Of(CliContext context, EpochDocuments epoch, FactKind kind, TreatmentState treated) => new(context, epoch, kind, treated);

    private bool TakeDeadLetter(StoredRecord record)
    {
        Outcomes.TakeRejected(record.Id);
        if (Kind == FactKind.DeadLetter) TakeListed(record);
        return false;
    }

    /// <summary>Whether it has to be known how late it is.</summary>
    private bool TakeLate(StoredRecord record)
    {
        bool wasPutBack = Outcomes.TakeLate(record.Id);
        if (Kind == FactKind.Late) TakeListed(record);
        return wasPutBack || Kind == FactKind.Late;
    }

    private void TakeListed(StoredRecord record)
    {
        Treatment? treated = _treated.Of(record.Id.Partition, record.Id.Offset);
        if (treated is not null) _there.Add(record.Id);
        if (!Groups.TryGetValue(record.Why, out RecordGroup? group)) Groups[record.Why] = group = new RecordGroup();
        group.Add(record.Id, treated);
    }

    private void Measure(StoredRecord record)
    {
        if (_check.TryRead(record.Bytes, out ulong shopper, out long timestamp)) Needs.Add(shopper, timestamp);
    }
}
