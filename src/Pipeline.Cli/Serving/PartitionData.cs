namespace Pipeline.Cli.Serving;

/// <summary>A partition as of an epoch: its ledger, and how far the log goes.</summary>
internal sealed record PartitionData(
    int Partition, long Position, long End, long Lag, long Records, long Accepted, long Duplicates, long Late, long Rejected, string? Newest);
