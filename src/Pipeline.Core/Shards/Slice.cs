using Pipeline.Core.Decoding;
using Pipeline.Core.Events;

namespace Pipeline.Core.Shards;

/// <summary>
/// What one block of a partition holds for one shard. The partition's own shard (partition mod number of shards) also gets its rejected
/// records and counts its records.
/// </summary>
public sealed class Slice
{
    /// <summary>The partition.</summary>
    public int Partition { get; set; }

    /// <summary>Offset of the block's first record.</summary>
    public long From { get; set; }

    /// <summary>Offset behind the block's last record.</summary>
    public long To { get; set; }

    /// <summary>The block that the records' texts lie in.</summary>
    public RawBlock Block { get; set; } = null!;

    /// <summary>The shard's events, by offset; the first <see cref="Count"/> are valid.</summary>
    public EventRecord[] Records { get; set; } = [];

    /// <summary>Number of events.</summary>
    public int Count { get; set; }

    /// <summary>Whether the shard is the partition's own.</summary>
    public bool IsOwn { get; set; }

    /// <summary>Rejected records of the block, by offset; only filled when <see cref="IsOwn"/>.</summary>
    public List<RejectedRecord> Rejected { get; } = [];

    /// <summary>Makes room for one more and returns it.</summary>
    public ref EventRecord Next()
    {
        if (Count == Records.Length)
        {
            EventRecord[] more = Records;
            Array.Resize(ref more, Math.Max(256, Count * 2));
            Records = more;
        }

        return ref Records[Count];
    }
}
