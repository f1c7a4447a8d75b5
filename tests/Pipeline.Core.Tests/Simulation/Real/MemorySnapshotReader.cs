using Pipeline.Core.Snapshots;

namespace Pipeline.Core.Tests.Simulation.Real;

internal sealed class MemorySnapshotReader(MemoryImage image) : ISnapshotReader
{
    public SnapshotName Name => default;

    public ReadOnlyMemory<byte> Root => image.Root;

    public IReadOnlyCollection<long> Spaces => [.. image.Spaces.Keys.Order()];

    public int PagesOf(long space) => image.Spaces.TryGetValue(space, out List<byte[]?>? pages) ? pages.Count : 0;

    public int ReadPage(long space, int page, Span<byte> target)
    {
        if (page >= PagesOf(space) || image.Spaces[space][page] is not { } bytes) throw new SnapshotDamagedException($"page {page} of {space}");
        bytes.CopyTo(target);
        return bytes.Length;
    }

    public void Dispose()
    {
    }
}
