using Pipeline.Core.Snapshots;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>Writes over a copy of the image that it is based on.</summary>
internal sealed class MemorySnapshotWriter(MemoryImage? basis) : ISnapshotWriter
{
    private readonly HashSet<(long Space, int Page)> _written = [];

    public MemoryImage Image { get; } = basis?.Copy() ?? new MemoryImage();

    public SnapshotName Name => default;

    /// <summary>Some of those that did not change, as a store wants that keeps its files short.</summary>
    public IReadOnlyCollection<(long Space, int Page)> WantsAgain =>
    [
        .. Image.Spaces.SelectMany(s => Enumerable.Range(0, s.Value.Count).Select(p => (Space: s.Key, Page: p)))
            .Where(p => (p.Space + p.Page) % 5 == 0 && !_written.Contains(p)),
    ];

    public void SetPages(long space, int pages)
    {
        if (!Image.Spaces.TryGetValue(space, out List<byte[]?>? all)) Image.Spaces[space] = all = [];
        if (all.Count > pages) all.RemoveRange(pages, all.Count - pages);
        while (all.Count < pages) all.Add(null);
    }

    public void WritePage(long space, int page, ReadOnlySpan<byte> bytes)
    {
        _written.Add((space, page));
        Image.Spaces[space][page] = bytes.ToArray();
    }

    public void Commit(ReadOnlySpan<byte> root) => Image.Root = root.ToArray();

    public void Dispose()
    {
    }
}
