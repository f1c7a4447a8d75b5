namespace Pipeline.Core.Shards;

/// <summary>A shard's part of one partition's ledger: <c>records = accepted + duplicates + late + rejected</c> over all shards.</summary>
public struct PartitionLedger
{
    /// <summary>The offset that the shard wants next.</summary>
    public long Position;

    /// <summary>Records of the partition; only its own shard counts them.</summary>
    public long Records;

    /// <summary>Accepted events of this shard's shoppers.</summary>
    public long Accepted;

    /// <summary>Duplicates of this shard's shoppers.</summary>
    public long Duplicates;

    /// <summary>Late events of this shard's shoppers.</summary>
    public long Late;

    /// <summary>Rejected records of the partition; only its own shard counts them.</summary>
    public long Rejected;

    /// <summary>Largest accepted timestamp in ms; 0 for none.</summary>
    public long Newest;

    /// <summary>Adds another shard's or partition's part; where either stands is not added.</summary>
    public void Add(in PartitionLedger other)
    {
        Records += other.Records;
        Accepted += other.Accepted;
        Duplicates += other.Duplicates;
        Late += other.Late;
        Rejected += other.Rejected;
        Newest = Math.Max(Newest, other.Newest);
    }
}
