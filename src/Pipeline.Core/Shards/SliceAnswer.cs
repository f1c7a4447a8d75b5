namespace Pipeline.Core.Shards;

/// <summary>A shard's answer to a slice.</summary>
/// <param name="Outcome">What was done.</param>
/// <param name="Position">Where the shard stands in the partition now: the offset that it wants next.</param>
public readonly record struct SliceAnswer(SliceOutcome Outcome, long Position);
