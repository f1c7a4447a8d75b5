using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>What became of records that were put back, as an epoch knows it.</summary>
internal sealed class PutBackOutcomes
{
    /// <summary>Where they stand, below the cut; false once it is known that one is no event that counts.</summary>
    private readonly Dictionary<RecordId, bool> _places = [];

    internal PutBackOutcomes(EpochDocuments epoch, IEnumerable<Treatment> putBack)
    {
        foreach (Treatment treatment in putBack)
        {
            Total++;
            RecordId place = new(treatment.IntoPartition, treatment.IntoOffset);
            if (treatment.IntoOffset == Treatment.NoPlace) Unknown++;
            else if (epoch.IsBelowCut(place)) _places[place] = true;
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
    internal long Counted => _places.Count - Late - Rejected;

    /// <summary>Of <see cref="Counted"/> at most so many are duplicates: the ledger has no more in their partitions.</summary>
    internal long DuplicatesAtMost(IReadOnlyDictionary<int, long> duplicates) =>
        Math.Min(Counted, _places.Where(p => p.Value).GroupBy(p => p.Key.Partition).Sum(p => Math.Min(p.Count(), duplicates.GetValueOrDefault(p.Key))));

    /// <summary>Whether something has to be looked for among late records and dead letters.</summary>
    internal bool AreKnown => _places.Count == 0;

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

    private bool Take(RecordId id)
    {
        if (!_places.TryGetValue(id, out bool isOpen) || !isOpen) return false;
        _places[id] = false;
        return true;
    }
}
