using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>What became of records that were put back, as an epoch knows it.</summary>
internal sealed class PutBackOutcomes
{
    /// <summary>Where they stand, below the cut, as long as they may count, and whether each has an event_id.</summary>
    private readonly Dictionary<RecordId, bool> _counting = [];

    internal PutBackOutcomes(EpochDocuments epoch, IEnumerable<Treatment> putBack)
    {
        foreach (Treatment treatment in putBack)
        {
            Total++;
            RecordId place = new(treatment.IntoPartition, treatment.IntoOffset);
            if (treatment.IntoOffset == Treatment.NoPlace) Unknown++;
            else if (epoch.IsBelowCut(place)) _counting[place] = treatment.HasEventId;
            else NotYet++;
        }
    }

    /// <summary>Records put back.</summary>
    internal long Total { get; }

    /// <summary>Behind the epoch's cut: not looked at yet.</summary>
    internal long NotYet { get; }

    /// <summary>Retention took the place before it was noted.</summary>
    internal long Unknown { get; }

    /// <summary>Came late.</summary>
    internal long Late { get; private set; }

    /// <summary>Are dead letters again.</summary>
    internal long Rejected { get; private set; }

    /// <summary>Neither: events that count, or duplicates of such.</summary>
    internal long Counted => _counting.Count;

    /// <summary>Of <see cref="Counted"/> at most so many are duplicates: those with an event_id, and no more than the ledger has in their partitions.</summary>
    internal long DuplicatesAtMost(IReadOnlyDictionary<int, long> duplicates) =>
        _counting.Where(p => p.Value).GroupBy(p => p.Key.Partition).Sum(p => Math.Min(p.Count(), duplicates.GetValueOrDefault(p.Key)));

    /// <summary>Whether something has to be looked for among late records and dead letters.</summary>
    internal bool AreKnown => _counting.Count == 0;

    /// <summary>Takes a late record; whether it is one that was put back.</summary>
    internal bool TakeLate(RecordId id)
    {
        if (!Take(id)) return false;
        Late++;
        return true;
    }

    internal void TakeRejected(RecordId id)
    {
        if (Take(id)) Rejected++;
    }

    private bool Take(RecordId id) => _counting.Remove(id);
}
