namespace Pipeline.Core.Tests.Simulation;

/// <summary>What a shard says as of a sealed epoch; nothing of it changes any more.</summary>
internal sealed record SealedShard(
    long Epoch, IReadOnlyDictionary<string, SimRow> Rows, IReadOnlyList<SimLedger> Ledger, Func<byte[]> Snapshot);
