using Pipeline.Core.Shards;

namespace Pipeline.Cli.Commands;

/// <summary>What a replay gave: the ledger's sum, how many documents of each collection were written, how many lines were cut.</summary>
internal sealed record ReplayResult(PartitionLedger Total, IReadOnlyDictionary<string, long> Counts, long CutLines);
