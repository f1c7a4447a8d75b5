using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Core.Tests.Simulation.Real;

namespace Pipeline.Core.Tests.Shards;

public sealed class DaysAwayTests : IDisposable
{
    private const long Noon = 1_767_614_400_000, DayMs = 86_400_000;

    private readonly PagePool _pool = new();
    private readonly Shard _shard;
    private readonly EpochCut _cut;

    public DaysAwayTests()
    {
        _shard = new Shard(0, 1, new FoldSettings(), _pool);
        Take(0, 5);
        _cut = new EpochCut(1, [5]);
        _shard.Seal(_cut);
    }

    /// <summary>An export reads a view for as long as it takes; meanwhile a snapshot is whole and days leave memory.</summary>
    [Fact]
    public void A_view_still_reads_days_that_were_put_away_meanwhile()
    {
        using ShardView view = _shard.TakeView();
        string[] before = Read(view);
        using var writer = new MemorySnapshotWriter(null);
        using (ShardView written = _shard.TakeView())
        {
            SnapshotMarks marks = ShardSnapshots.Write(written, writer, null, null);
            ShardSnapshots.UseDays(_shard, new MemorySnapshotReader(writer.Image), marks);
            Assert.Equal(5, ShardSnapshots.PutDaysAway(_shard, marks, keep: 0));
        }

        // Whoever comes next gets the pages that are free, and writes on them.
        using var other = new Shard(0, 1, new FoldSettings(), _pool);
        Take(other, 0, 40);
        Assert.Equal(before, Read(view));
    }

    [Fact]
    public void Memory_of_days_that_were_put_away_comes_back()
    {
        using var writer = new MemorySnapshotWriter(null);
        long rented = _shard.MemoryBytes;
        using (ShardView written = _shard.TakeView())
        {
            SnapshotMarks marks = ShardSnapshots.Write(written, writer, null, null);
            ShardSnapshots.UseDays(_shard, new MemorySnapshotReader(writer.Image), marks);
            ShardSnapshots.PutDaysAway(_shard, marks, keep: 0);
        }

        Take(5, 6); // Whoever turns to another day lets those go that nobody reads.
        long reserved = _pool.ReservedBytes, freed = rented - _shard.MemoryBytes;
        using var other = new Shard(0, 1, new FoldSettings(), _pool);
        Take(other, 0, 1);
        Assert.True(other.MemoryBytes <= freed, $"{other.MemoryBytes} bytes do not fit into {freed}");
        Assert.Equal(reserved, _pool.ReservedBytes);
    }

    [Fact]
    public void A_day_that_cannot_be_read_is_not_an_empty_one()
    {
        using var writer = new MemorySnapshotWriter(null);
        using (ShardView written = _shard.TakeView())
        {
            SnapshotMarks marks = ShardSnapshots.Write(written, writer, null, null);
            ShardSnapshots.PutDaysAway(_shard, marks, keep: 0);
        }

        using ShardView view = _shard.TakeView();
        Assert.Throws<InvalidOperationException>(() => Read(view));
    }

    public void Dispose()
    {
        _shard.Dispose();
        _pool.Dispose();
    }

    private string[] Read(ShardView view)
    {
        var source = new DocumentSource(new EpochView(_cut, [view], new FoldSettings()), _ => []);
        var lines = new List<string>();
        foreach (string collection in Collections.Invariant) source.Render(collection, line => lines.Add(Encoding.UTF8.GetString(line)));
        return [.. lines];
    }

    private void Take(int from, int to) => Take(_shard, from, to);

    /// <summary>A purchase a day.</summary>
    private static void Take(Shard shard, int from, int to)
    {
        var block = new RawBlock { From = from };
        for (int day = from; day < to; day++)
        {
            byte[] record = Encoding.UTF8.GetBytes(
                $"{{\"event_type\":\"purchase\",\"user_id\":\"u{day}\",\"timestamp\":{Noon + (day * DayMs)},\"product_id\":\"p\",\"quantity\":2,\"price\":{day},\"country\":\"DE\"}}");
            block.Add(block.AppendText(record), record.Length, RecordSpan.NoTimestamp);
        }

        Slice[] slices = [new Slice()];
        new BlockDecoder().Decode(block, slices);
        shard.Apply(slices[0]);
    }
}
