using Pipeline.Core.Sinks;

namespace Pipeline.Testing;

/// <summary>
/// An index with Elasticsearch's rules for <c>version_type: external</c>: a write or delete whose version is not above the one held is
/// answered 409; a deletion's version is remembered for a while (<c>index.gc_deletes</c>); a fact is created once.
/// </summary>
public sealed class FakeIndex(long gcDeletesMs)
{
    private readonly Dictionary<string, Held> _held = [];
    private readonly SortedSet<string> _facts = new(StringComparer.Ordinal);

    /// <summary>Refuses an item with this status before it is looked at; null lets it through.</summary>
    public Func<SinkItem, int?>? Refuse { get; set; }

    /// <summary>Sees every item that was applied.</summary>
    public Action<SinkItem>? Applied { get; set; }

    /// <summary>The ids of the facts.</summary>
    public IReadOnlyCollection<string> Facts => _facts;

    /// <summary>The live documents, by key.</summary>
    public IEnumerable<SinkItem> Documents =>
        _held.Where(h => !h.Value.IsDeleted).OrderBy(h => h.Key, StringComparer.Ordinal)
            .Select(h => new SinkItem(SinkItemKind.Document, h.Key, h.Value.Version, h.Value.Bytes));

    /// <summary>The highest version that it holds or remembers; −1 when there is none.</summary>
    public long HighestVersion => _held.Values.Select(h => h.Version).DefaultIfEmpty(-1).Max();

    /// <summary>The version and, unless it is deleted, the bytes under a key; null when nothing is remembered.</summary>
    public (long Version, ReadOnlyMemory<byte>? Bytes)? Find(string key) =>
        _held.TryGetValue(key, out Held? held) ? (held.Version, held.IsDeleted ? default(ReadOnlyMemory<byte>?) : held.Bytes) : null;

    /// <summary>Applies a bulk request; the status of each item.</summary>
    public int[] Bulk(IReadOnlyList<SinkItem> items, long nowMs)
    {
        var statuses = new int[items.Count];
        for (int i = 0; i < statuses.Length; i++)
        {
            statuses[i] = Refuse?.Invoke(items[i]) ?? Apply(items[i], nowMs);
            if (statuses[i] is < 300 or 404) Applied?.Invoke(items[i]);
        }

        return statuses;
    }

    /// <summary>Deletes and creates the index: deletions are forgotten too.</summary>
    public void Empty()
    {
        _held.Clear();
        _facts.Clear();
    }

    private int Apply(SinkItem item, long nowMs)
    {
        if (item.Kind == SinkItemKind.Fact) return _facts.Add(item.Key) ? 201 : 409;
        if (_held.TryGetValue(item.Key, out Held? held) && held.IsDeleted && nowMs - held.DeletedMs > gcDeletesMs)
        {
            _held.Remove(item.Key);
            held = null;
        }

        if (held is not null && item.Version <= held.Version) return 409;
        bool isDelete = item.Kind == SinkItemKind.Delete;
        _held[item.Key] = new Held(item.Version, item.Bytes, isDelete, nowMs);
        if (isDelete) return held is null || held.IsDeleted ? 404 : 200;
        return held is null ? 201 : 200;
    }

    private sealed record Held(long Version, ReadOnlyMemory<byte> Bytes, bool IsDeleted, long DeletedMs);
}
