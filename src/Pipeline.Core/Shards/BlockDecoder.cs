using Pipeline.Core.Decoding;
using Pipeline.Core.Events;

namespace Pipeline.Core.Shards;

/// <summary>
/// Decodes a block once and splits it by shard: what a partition's reader does with every block. One for each thread; everything it needs
/// is reused.
/// </summary>
public sealed class BlockDecoder
{
    private readonly RecordDecoder _decoder = new();
    private EventRecord _record;

    /// <summary>Fills <paramref name="slices"/>, one a shard, from a block.</summary>
    public void Decode(RawBlock block, IReadOnlyList<Slice> slices)
    {
        Slice own = slices[block.Partition % slices.Count];
        for (int i = 0; i < slices.Count; i++) Start(slices[i], block, slices[i] == own);
        int shards = slices.Count;
        for (int i = 0; i < block.Count; i++)
        {
            RejectReason reason = _decoder.Decode(block, i, ref _record, out EventField field);
            if (reason != RejectReason.None)
            {
                RecordSpan span = block.Records[i];
                own.Rejected.Add(new RejectedRecord(i, span.Start, span.Length, reason, field));
                continue;
            }

            Slice slice = slices[shards == 1 ? 0 : Shard.Of(_record.UserHash, shards)];
            slice.Next() = _record;
            slice.Count++;
        }
    }

    private static void Start(Slice slice, RawBlock block, bool isOwn)
    {
        slice.Partition = block.Partition;
        slice.From = block.From;
        slice.To = block.To;
        slice.Block = block;
        slice.IsOwn = isOwn;
        slice.Count = 0;
        slice.Rejected.Clear();
    }
}
