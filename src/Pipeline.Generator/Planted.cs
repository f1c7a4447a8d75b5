namespace Pipeline.Generator;

/// <summary>
/// Exactly what a generated stream holds, so that an engine's ledger and totals can be checked against it. It holds for an
/// engine with the horizon of <see cref="Options"/> that reads the stream once, in order, each shopper in one partition.
/// </summary>
public sealed record Planted
{
    /// <summary>The options that made the stream.</summary>
    public required GeneratorOptions Options { get; init; }

    /// <summary>All records: accepted + duplicates + late + rejected.</summary>
    public required long Records { get; init; }

    /// <summary>Bytes of all records, without line ends.</summary>
    public required long Bytes { get; init; }

    /// <summary>Records that must be accepted.</summary>
    public required long Accepted { get; init; }

    /// <summary>Records that must be judged duplicates.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Records that must be judged late.</summary>
    public required long Late { get; init; }

    /// <summary>Records that must be rejected.</summary>
    public required long Rejected { get; init; }

    /// <summary>Accepted records that are older than one of their shopper accepted before them.</summary>
    public required long OutOfOrder { get; init; }

    /// <summary>Accepted records that are valid but written unusually.</summary>
    public required long Odd { get; init; }

    /// <summary>Distinct shoppers with an accepted event.</summary>
    public required long Users { get; init; }

    /// <summary>Accepted events of the shopper who never pauses.</summary>
    public required long Hot { get; init; }

    /// <summary>Units of accepted purchases.</summary>
    public required long Units { get; init; }

    /// <summary>Smallest accepted timestamp in ms since 1970; null when nothing was accepted.</summary>
    public required long? Oldest { get; init; }

    /// <summary>Largest accepted timestamp in ms since 1970; null when nothing was accepted.</summary>
    public required long? Newest { get; init; }

    /// <summary>Accepted events by the name of their type; all five are there.</summary>
    public required IReadOnlyDictionary<string, long> AcceptedByType { get; init; }

    /// <summary>Rejected records by the name of their <see cref="MalformedKind"/>; all kinds are there.</summary>
    public required IReadOnlyDictionary<string, long> RejectedByKind { get; init; }

    /// <summary>Rejected records by reason as dead letters name it (<c>not_json</c>); only those that occur.</summary>
    public required IReadOnlyDictionary<string, long> RejectedByReason { get; init; }

    /// <summary>Accepted purchases minus accepted refunds by currency, in its unit; only currencies with one of either.</summary>
    public required IReadOnlyDictionary<string, decimal> Revenue { get; init; }
}
