namespace Pipeline.Core.Tests.Simulation;

/// <summary>A shard's answer: whether it refused a gap, and the position to go on from.</summary>
internal readonly record struct SliceAnswer(bool IsGap, long Position);
