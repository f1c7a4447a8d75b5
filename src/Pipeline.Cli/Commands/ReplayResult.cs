using Pipeline.Core.Shards;
using Pipeline.Import;

namespace Pipeline.Cli.Commands;

/// <summary>What a replay gave: the ledger's sum, how many documents of each collection were written, how many lines were cut, what a mapping made of them.</summary>
internal sealed record ReplayResult(PartitionLedger Total, IReadOnlyDictionary<string, long> Counts, long CutLines, MappedCounts? Mapped = null);
