namespace Pipeline.Core.Tests.Simulation;

/// <summary>The records of a block: a shard takes its own, and the partition's own shard counts all.</summary>
internal sealed record SimSlice(int Partition, long From, long To, IReadOnlyList<SimRecord> Records);
