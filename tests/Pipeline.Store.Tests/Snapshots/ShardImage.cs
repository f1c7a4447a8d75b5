using Pipeline.Core.Snapshots;
using Pipeline.Store.Snapshots;

namespace Pipeline.Store.Tests.Snapshots;

/// <summary>A model of a shard's memory: pages with random bytes, and how it takes and reads snapshots.</summary>
internal sealed class ShardImage(Random random, int pageBytes)
{
    private readonly HashSet<(long Space, int Page)> _dirty = [];

    public SortedDictionary<(long Space, int Page), byte[]> Pages { get; private set; } = [];

    public long Bytes => Pages.Values.Sum(page => (long)page.Length);

    public ShardImage Copy() => new(random, pageBytes) { Pages = new(Pages) };

    public void Grow(long space, int pages)
    {
        int count = CountOf(space);
        for (int page = count; page < count + pages; page++) Touch(space, page);
    }

    public void Touch(long space, int page)
    {
        byte[] bytes = new byte[random.Next(8) == 0 ? random.Next(1, pageBytes + 1) : pageBytes];
        random.NextBytes(bytes);
        Pages[(space, page)] = bytes;
        _dirty.Add((space, page));
    }

    public void TouchSome(double share)
    {
        foreach ((long space, int page) in Pages.Keys.ToArray())
        {
            if (random.NextDouble() < share) Touch(space, page);
        }
    }

    public void Shrink(long space, int pages)
    {
        for (int page = CountOf(space) - 1; page >= pages; page--)
        {
            Pages.Remove((space, page));
            _dirty.Remove((space, page));
        }
    }

    /// <summary>Takes a snapshot as a shard does; the bytes that it wrote.</summary>
    public long Take(SnapshotStore store, int shard, long epoch, ref SnapshotName? basis)
    {
        using ISnapshotWriter writer = store.Begin(shard, epoch, basis);
        long written = 0;
        IEnumerable<(long, int)> changed = basis is null ? Pages.Keys : _dirty;
        void Write(IEnumerable<(long Space, int Page)> pages)
        {
            foreach ((long space, int page) in pages.Order().ToArray())
            {
                writer.WritePage(space, page, Pages[(space, page)]);
                written += Pages[(space, page)].Length;
            }
        }

        Write(changed);
        foreach (IGrouping<long, (long Space, int Page)> space in Pages.Keys.GroupBy(key => key.Space)) writer.SetPages(space.Key, space.Count());
        Write(writer.WantsAgain);
        writer.Commit(BitConverter.GetBytes(epoch * 31));
        basis = writer.Name;
        _dirty.Clear();
        return written;
    }

    /// <summary>Whether a snapshot is, page for page, this image.</summary>
    public void AssertIs(ISnapshotReader reader, long epoch)
    {
        Assert.Equal(epoch, reader.Name.Epoch);
        Assert.Equal(epoch * 31, BitConverter.ToInt64(reader.Root.Span));
        byte[] target = new byte[SnapshotStore.MaxPageBytes];
        int count = 0;
        foreach (long space in reader.Spaces)
        {
            for (int page = 0; page < reader.PagesOf(space); page++, count++)
            {
                int length = reader.ReadPage(space, page, target);
                Assert.True(target.AsSpan(0, length).SequenceEqual(Pages[(space, page)]), $"page {page} of space {space}");
            }
        }

        Assert.Equal(Pages.Count, count);
    }

    private int CountOf(long space) => Pages.Keys.Count(key => key.Space == space);
}
