namespace Pipeline.Core.Shards;

/// <summary>What a shard did with a slice.</summary>
public enum SliceOutcome
{
    /// <summary>Taken, or the part of it that was new.</summary>
    Taken = 0,

    /// <summary>All of it lay below the shard's position: dropped.</summary>
    Dropped,

    /// <summary>Records are missing before it: refused. Go on at the shard's position.</summary>
    Gap,
}
