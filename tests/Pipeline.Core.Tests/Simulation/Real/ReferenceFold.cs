using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Reference;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>The reference recomputes everything at every cut.</summary>
internal sealed class ReferenceFold(FoldSettings settings) : ISimulatedFold
{
    private readonly List<SourceRecord> _records = [];
    private Dictionary<string, byte[]> _documents = [];

    public IReadOnlyDictionary<string, byte[]> Documents => _documents;

    public IEnumerable<string> Advance(EpochCut cut, IEnumerable<SimRecord> records)
    {
        _records.AddRange(records.Select(r => new SourceRecord(r.Partition, r.Offset, RealEvents.Bytes(r))));
        Dictionary<string, byte[]> before = _documents;
        _documents = [];
        using ReferenceResult result = ReferenceRun.Run(
            _records, new ReferenceOptions { Fold = settings, Partitions = Math.Max(1, cut.Positions.Count) });
        foreach (string collection in Collections.Invariant)
        {
            foreach (byte[] line in result.Collections[collection]) _documents.Add(DocumentKeys.Of(collection, line), line);
        }

        return before.Keys.Union(_documents.Keys)
            .Where(k => !SimDocument.Same(before.GetValueOrDefault(k), _documents.GetValueOrDefault(k)))
            .ToArray();
    }
}
