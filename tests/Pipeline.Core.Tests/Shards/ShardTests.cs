using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Core.Tests.Simulation.Real;

namespace Pipeline.Core.Tests.Shards;

/// <summary>What a shard promises of slices, seals and snapshots, each alone.</summary>
public sealed class ShardTests : IDisposable
{
    private const long Noon = 1_767_614_400_000;

    private readonly PagePool _pool = new();
    private readonly Shard _shard;

    public ShardTests() => _shard = NewShard();

    [Fact]
    public void A_gap_is_refused_and_changes_nothing()
    {
        Apply(_shard, 0, View(0));
        Assert.Equal(new SliceAnswer(SliceOutcome.Gap, 1), Apply(_shard, 2, View(2)));
        Assert.Equal((1, 1), (_shard.Ledger[0].Records, _shard.Ledger[0].Accepted));
    }

    [Fact]
    public void Of_a_slice_that_begins_below_only_what_is_new_counts()
    {
        Apply(_shard, 0, View(0), "bad", View(2));
        Assert.Equal(new SliceAnswer(SliceOutcome.Dropped, 3), Apply(_shard, 1, "bad", View(2)));
        Assert.Equal(new SliceAnswer(SliceOutcome.Taken, 5), Apply(_shard, 1, "bad", View(2), "worse", View(4)));
        PartitionLedger ledger = _shard.Ledger[0];
        Assert.Equal((5, 5, 3, 2), (ledger.Position, ledger.Records, ledger.Accepted, ledger.Rejected));
        Assert.Equal([1, 3], _shard.DrainFacts().Select(f => f.Offset));
    }

    [Fact]
    public void What_is_no_event_is_a_dead_letter_with_its_bytes()
    {
        Apply(_shard, 0, View(0), "no event", View(2));
        Fact fact = Assert.Single(_shard.DrainFacts());
        Assert.Equal((FactKind.DeadLetter, 0, 1), (fact.Kind, fact.Partition, fact.Offset));
        Assert.Equal("no event", Encoding.UTF8.GetString(fact.Record.Span));
        Assert.Equal(1, _shard.Ledger[0].Rejected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Elsewhere_than_at_the_cut_it_is_not_sealed(long position)
    {
        Apply(_shard, 0, View(0), View(1));
        Assert.Throws<InvalidOperationException>(() => _shard.Seal(new EpochCut(1, [position])));
        Assert.Equal(0, _shard.SealedEpoch);
        _shard.Seal(new EpochCut(2, [2]));
        Assert.Throws<InvalidOperationException>(() => _shard.Seal(new EpochCut(1, [2])));
        Assert.Equal(2, _shard.SealedEpoch);
    }

    [Fact]
    public void Put_back_from_a_snapshot_it_knows_the_ids_that_it_has_seen()
    {
        Apply(_shard, 0, View(0, "first"), View(1, "second"));
        using var writer = new MemorySnapshotWriter(null);
        using (ShardView view = _shard.TakeView()) ShardSnapshots.Write(view, writer, null, null);
        using Shard restored = NewShard();
        ShardSnapshots.Restore(restored, new MemorySnapshotReader(writer.Image));
        ShardSnapshots.UseDays(restored, new MemorySnapshotReader(writer.Image), new SnapshotMarks());
        Apply(restored, 2, View(2, "first"), View(3, "second"), View(4, "third"));
        Assert.Equal((2, 3), (restored.Ledger[0].Duplicates, restored.Ledger[0].Accepted));
    }

    public void Dispose()
    {
        _shard.Dispose();
        _pool.Dispose();
    }

    private Shard NewShard() => new(0, 1, new FoldSettings(), _pool);

    private static SliceAnswer Apply(Shard shard, long from, params string[] records)
    {
        var block = new RawBlock { From = from };
        foreach (string record in records)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(record);
            block.Add(block.AppendText(bytes), bytes.Length, RecordSpan.NoTimestamp);
        }

        var slice = new Slice();
        new BlockDecoder().Decode(block, [slice]);
        return shard.Apply(slice);
    }

    private static string View(int second, string? id = null) =>
        $"{{\"event_type\":\"product_view\",\"user_id\":\"u\",\"product_id\":\"p\",\"timestamp\":{Noon + (second * 1_000)}{(id is null ? "" : $",\"event_id\":\"{id}\"")}}}";
}
