using Pipeline.Core.Decoding;
using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Core.Shards;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>The core's shard, as its engine would use it: slices of decoded blocks, views, snapshots, days put away.</summary>
internal sealed class RealShard(
    RealShards all, Shard shard, Generation generation, RealShares shares, MemoryImage? image, SnapshotMarks? marks)
    : ISimulatedShard
{
    private const int DaysKept = 1;

    private readonly BlockDecoder _decoder = new();
    private readonly Slice[] _slices = [.. Enumerable.Range(0, shard.Shards).Select(_ => new Slice())];
    private int _views;
    private bool _isDropped;

    public IReadOnlyList<long> Positions => [.. Enumerable.Range(0, shard.Ledger.Count).Select(shard.Position)];

    public SealedShard? Sealed { get; private set; }

    public void Begin(ReadingBegin begin) => shard.Begin(begin);

    public SliceAnswer Apply(SimSlice slice, Action<SimRecord> fact)
    {
        var block = new RawBlock { Partition = slice.Partition, From = slice.From };
        foreach (SimRecord record in slice.Records)
        {
            byte[] bytes = RealEvents.Bytes(record);
            block.Add(block.AppendText(bytes), bytes.Length, RecordSpan.NoTimestamp);
        }

        _decoder.Decode(block, _slices);
        long fetched = ShardSnapshots.DaysOf(shard).Fetched;
        Pipeline.Core.Shards.SliceAnswer answer = shard.Apply(_slices[shard.Number]);
        all.DaysFetchedBack += (int)(ShardSnapshots.DaysOf(shard).Fetched - fetched);
        foreach (Fact happened in shard.DrainFacts()) fact(slice.Records.Single(r => r.Offset == happened.Offset));
        return new SliceAnswer(answer.Outcome == SliceOutcome.Gap, answer.Position);
    }

    public bool Seal(EpochCut cut)
    {
        if (!shard.StandsAt(cut) || cut.Number < shard.SealedEpoch) return false;
        shard.Seal(cut);
        ShardView view = shard.TakeView();
        _views++;
        var source = new DocumentSource(all.Alone(view, cut, generation), _ => [], new SealDays(_ => image));
        shares.Renew(source, cut.Number, generation.First);
        Sealed?.Release();
        Sealed = new RealSeal(this, view, image, shares.Copy());
        return true;
    }

    public void Forget(IReadOnlyCollection<string> zeros, long passed) => shares.Forget(zeros, passed);

    /// <summary>Writes a snapshot on top of the last one, and puts days away that it holds.</summary>
    public byte[] Write(RealSeal seal)
    {
        using var writer = new MemorySnapshotWriter(image);
        SnapshotMarks written = ShardSnapshots.Write(seal.View, writer, marks, image is null ? null : new MemorySnapshotReader(image));
        writer.Image.Beside = shares.ToBytes();
        (image, marks) = (writer.Image, written);
        ShardSnapshots.UseDays(shard, new MemorySnapshotReader(image), marks);
        all.DaysPutAway += ShardSnapshots.PutDaysAway(shard, marks, DaysKept);
        return image.ToBytes();
    }

    public void Drop()
    {
        Sealed?.Release();
        _isDropped = true;
        DisposeUnused();
    }

    public void ViewReleased()
    {
        _views--;
        DisposeUnused();
    }

    /// <summary>A shard's memory goes when nobody looks at a view of it any more, and once: its pages are somebody else's then.</summary>
    private void DisposeUnused()
    {
        if (_isDropped && _views == 0) shard.Dispose();
    }
}
