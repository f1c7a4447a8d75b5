using Pipeline.Core.Settings;

namespace Pipeline.Reference;

/// <summary>How a log is recomputed.</summary>
public sealed record ReferenceOptions
{
    /// <summary>The settings that shape numbers.</summary>
    public FoldSettings Fold { get; init; } = new();

    /// <summary>Partitions of the log, 1 or more: the ledger has a document for each, also for an empty one. Default 1.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>
    /// How often the log is read, 1 or more, each time for another part of the shoppers: events of one part are in
    /// memory at once. Changes no byte of the result. Default 1.
    /// </summary>
    public int Passes { get; init; } = 1;

    /// <summary>Bytes of finished lines that a collection keeps in memory before they go to a file. Default 64 MB.</summary>
    public long MaxLineBytesInMemory { get; init; } = 64 << 20;
}
