namespace Pipeline.Core.Snapshots;

/// <summary>Names a shard's snapshot.</summary>
/// <param name="Shard">The shard's number.</param>
/// <param name="Epoch">The epoch as of which it was taken.</param>
/// <param name="Instance">Tells two snapshots of the same epoch apart: a number that comes again after a restore never names old bytes.</param>
public readonly record struct SnapshotName(int Shard, long Epoch, Guid Instance);
