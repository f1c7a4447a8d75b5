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
    public byte[]? At(string key, long epoch) => LineageOf(epoch).At(key, epoch);

    /// <summary>Every document of the newest cut of the newest generation.</summary>
    public IReadOnlyDictionary<string, byte[]> Newest => _lineages.Values[^1].Documents;

    /// <summary>The keys of all documents that the newest generation ever had.</summary>
    public IEnumerable<string> Keys => _lineages.Values[^1].Keys;

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
        private readonly Dictionary<string, List<SimDocument>> _history = [];
        private readonly List<long> _positions = [];

        public IReadOnlyDictionary<string, byte[]> Documents { get; private set; } = new Dictionary<string, byte[]>();

        public IEnumerable<string> Keys => _history.Keys;

        public void Advance(SimLog log, EpochCut cut)
        {
            var records = new List<SimRecord>();
            for (int p = 0; p < cut.Positions.Count; p++)
            {
                if (p == _positions.Count) _positions.Add(0);
                records.AddRange(log[p].Read(_positions[p], cut.Positions[p]));
                _positions[p] = cut.Positions[p];
            }

            IEnumerable<string> changed = fold.Advance(cut, records);
            Documents = fold.Documents;
            foreach (string key in changed)
            {
                if (!_history.TryGetValue(key, out List<SimDocument>? documents)) _history[key] = documents = [];
                documents.Add(new SimDocument(Documents.GetValueOrDefault(key), cut.Number));
            }
        }

        public byte[]? At(string key, long epoch) =>
            _history.TryGetValue(key, out List<SimDocument>? documents) ? documents.FindLast(d => d.ChangedBy <= epoch).Bytes : null;
    }
}
