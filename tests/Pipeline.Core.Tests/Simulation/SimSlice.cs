namespace Pipeline.Core.Tests.Simulation;

/// <summary>One shard's records of a block; every record of the block is counted by the partition's own shard.</summary>
internal sealed record SimSlice(int Partition, long From, long To, IReadOnlyList<SimRecord> Records);
