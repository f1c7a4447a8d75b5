using Pipeline.Core.Decoding;
using Pipeline.Core.Shards;

namespace Pipeline.Engine.Pump;

/// <summary>A place for a block on its way: read, decoded, taken by every shard, free again.</summary>
internal sealed class BlockSlot(int shards)
{
    private long _decoded = -1;
    private int _left;

    public RawBlock Block { get; } = new();

    public Slice[] Slices { get; } = [.. Enumerable.Range(0, shards).Select(_ => new Slice())];

    /// <summary>Whether the block of that number is decoded and may be taken.</summary>
    public bool Holds(long number) => Volatile.Read(ref _decoded) == number;

    public bool IsFree => Volatile.Read(ref _left) == 0;

    public void Claim() => Volatile.Write(ref _left, Slices.Length);

    public void Publish(long number) => Volatile.Write(ref _decoded, number);

    /// <summary>A shard is done with it.</summary>
    public void Release() => Interlocked.Decrement(ref _left);

    /// <summary>It was claimed for nothing.</summary>
    public void Unclaim() => Volatile.Write(ref _left, 0);
}
