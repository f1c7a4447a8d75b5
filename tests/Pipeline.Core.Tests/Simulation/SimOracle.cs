using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>What every document is at every registered cut, computed directly from the log.</summary>
internal sealed class SimOracle(SimWorld world, SimLog log, ISimulatedShards shards)
{
    private readonly SortedList<long, Lineage> _lineages = [];

    /// <summary>A cut was registered: it is computed. A generation begins a computation of its own.</summary>
    public void Registered(Generation generation, EpochCut cut)
    {
        if (generation.First == cut.Number) _lineages.Add(cut.Number, new Lineage(shards.NewFold(generation)));
        LineageOf(cut.Number).Advance(log, cut);
    }

    /// <summary>The document at an epoch; null where there is none.</summary>
    public byte[]? At(string key, long epoch)
    {
        SimRow row = LineageOf(epoch).At(key, epoch);
        return row.Count == 0 ? null : row.Bytes();
    }

    /// <summary>Every document of the newest cut of the newest generation.</summary>
    public IReadOnlyDictionary<string, SimRow> Newest => _lineages.Values[^1].Rows;

    public IEnumerable<SimRecord> Facts(EpochCut cut)
    {
        for (int p = 0; p < cut.Positions.Count; p++)
        {
            foreach (SimRecord record in log[p].Read(0, cut.Positions[p])) if (record.IsFact) yield return record;
        }
    }

    /// <summary>Epochs above this one were never seen by anybody.</summary>
    public void Forget(long above)
    {
        while (_lineages.Count > 1 && _lineages.Keys[^1] > above) _lineages.RemoveAt(_lineages.Count - 1);
    }

    private Lineage LineageOf(long epoch)
    {
        for (int i = _lineages.Count - 1; i >= 0; i--)
        {
            if (_lineages.Keys[i] <= epoch) return _lineages.Values[i];
        }

        throw world.Failure($"epoch {epoch} was never registered");
    }

    private sealed class Lineage(ISimulatedFold fold)
    {
        private readonly Dictionary<string, List<SimRow>> _history = [];
        private readonly List<long> _positions = [];

        public IReadOnlyDictionary<string, SimRow> Rows => fold.Rows;

        public void Advance(SimLog log, EpochCut cut)
        {
            var changed = new HashSet<string>();
            for (int p = 0; p < cut.Positions.Count; p++)
            {
                if (p == _positions.Count) _positions.Add(0);
                foreach (SimRecord record in log[p].Read(_positions[p], cut.Positions[p])) changed.UnionWith(fold.Take(record));
                _positions[p] = cut.Positions[p];
            }

            foreach (string key in changed)
            {
                if (!_history.TryGetValue(key, out List<SimRow>? rows)) _history[key] = rows = [];
                rows.Add(fold.Rows[key] with { ChangedBy = cut.Number });
            }
        }

        public SimRow At(string key, long epoch) =>
            _history.TryGetValue(key, out List<SimRow>? rows) ? rows.FindLast(r => r.ChangedBy <= epoch) : default;
    }
}
