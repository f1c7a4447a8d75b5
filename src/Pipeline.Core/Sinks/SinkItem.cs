namespace Pipeline.Core.Sinks;

/// <summary>One thing that a sink shall hold or no longer hold. Absolute values: sent twice, or by two, it does no harm.</summary>
/// <param name="Kind">What the sink does with it.</param>
/// <param name="Key">The collection and deterministic id.</param>
/// <param name="Version">Number of the epoch that changed it last; 0 for a fact.</param>
/// <param name="Bytes">The document or fact; empty for a deletion.</param>
public sealed record SinkItem(SinkItemKind Kind, string Key, long Version, ReadOnlyMemory<byte> Bytes);
