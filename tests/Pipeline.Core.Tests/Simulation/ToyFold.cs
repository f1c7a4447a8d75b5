using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

internal sealed class ToyFold(int foldVersion) : ISimulatedFold
{
    private readonly Dictionary<int, ToyShopper> _shoppers = [];
    private readonly Dictionary<string, SimRow> _rows = [];

    public IReadOnlyDictionary<string, byte[]> Documents =>
        _rows.Where(r => r.Value.Count != 0).ToDictionary(r => r.Key, r => r.Value.Document().Bytes!);

    public IEnumerable<string> Advance(EpochCut cut, IEnumerable<SimRecord> records)
    {
        var changed = new HashSet<string>();
        foreach (SimRecord record in records) changed.UnionWith(Take(record));
        return changed;
    }

    private IEnumerable<string> Take(SimRecord record)
    {
        if (record.IsFact) return [];
        (ToyShopper next, List<(string Key, SimRow Change)> changes) =
            _shoppers.GetValueOrDefault(record.User, ToyShopper.None).Fold(record, foldVersion);
        _shoppers[record.User] = next;
        foreach ((string key, SimRow change) in changes) _rows[key] = _rows.GetValueOrDefault(key).Plus(change);
        return changes.Select(c => c.Key);
    }
}
