using System.Text.Json;
using Pipeline.Core.Documents;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>
/// A shard's own documents at its newest seal, and the epoch in which each was seen to change. The core's marks of what changed have no
/// reader yet; until then the simulator compares.
/// </summary>
internal sealed class RealShares
{
    private Dictionary<string, SimDocument> _all = [];

    public IReadOnlyDictionary<string, SimDocument> Copy() => new Dictionary<string, SimDocument>(_all);

    /// <summary>What the source says now; what is another than before was changed by this epoch, and so was what an older generation changed last.</summary>
    public void Renew(DocumentSource source, long epoch, long first)
    {
        var next = new Dictionary<string, SimDocument>();
        foreach (string collection in Collections.Invariant)
        {
            source.Render(collection, line => Renew(next, DocumentKeys.Of(collection, line), line.ToArray(), epoch, first));
        }

        foreach (string gone in _all.Keys.Where(k => !next.ContainsKey(k)).ToArray()) Renew(next, gone, null, epoch, first);
        _all = next;
    }

    public void Forget(IEnumerable<string> gone, long passed)
    {
        foreach (string key in gone)
        {
            if (_all.TryGetValue(key, out SimDocument document) && document.Bytes is null && document.ChangedBy <= passed) _all.Remove(key);
        }
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(_all);

    public static RealShares FromBytes(byte[] bytes) => new() { _all = JsonSerializer.Deserialize<Dictionary<string, SimDocument>>(bytes)! };

    private void Renew(Dictionary<string, SimDocument> next, string key, byte[]? bytes, long epoch, long first)
    {
        bool isAsBefore = _all.TryGetValue(key, out SimDocument before) && before.ChangedBy >= first && SimDocument.Same(before.Bytes, bytes);
        next[key] = isAsBefore ? before : new SimDocument(bytes, epoch);
    }
}
