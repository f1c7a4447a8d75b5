namespace Pipeline.Reference.Totals;

/// <summary>What became of one partition's records.</summary>
internal sealed class PartitionLedger
{
    /// <summary>Offset behind the last record; 0 when there is none.</summary>
    public long NextOffset { get; set; }

    /// <summary>Records read.</summary>
    public long Records { get; set; }

    /// <summary>Accepted events.</summary>
    public long Accepted { get; set; }

    /// <summary>Duplicates.</summary>
    public long Duplicates { get; set; }

    /// <summary>Late events.</summary>
    public long Late { get; set; }

    /// <summary>Records that are no events.</summary>
    public long Rejected { get; set; }

    /// <summary>Largest accepted timestamp; null without one.</summary>
    public long? Newest { get; set; }
}
