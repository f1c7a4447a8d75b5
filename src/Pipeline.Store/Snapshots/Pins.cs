namespace Pipeline.Store.Snapshots;

/// <summary>Which files of pages the open readers and writers of a shard need. Thread-safe.</summary>
internal sealed class Pins
{
    private readonly Dictionary<object, (long Epoch, Guid Instance)[]> _held = [];

    /// <summary>Held while files are removed, so that nobody begins or ends in the middle.</summary>
    public Lock Gate { get; } = new();

    public void Add(object holder, IEnumerable<(long Epoch, Guid Instance)> files)
    {
        lock (Gate) _held.Add(holder, [.. files]);
    }

    public void Remove(object holder)
    {
        lock (Gate) _ = _held.Remove(holder);
    }

    public HashSet<(long Epoch, Guid Instance)> All()
    {
        lock (Gate) return [.. _held.Values.SelectMany(files => files)];
    }
}
