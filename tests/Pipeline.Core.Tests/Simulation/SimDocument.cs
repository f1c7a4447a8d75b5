namespace Pipeline.Core.Tests.Simulation;

/// <summary>A document, or a shard's share of it, and the epoch that changed it last; without bytes it is gone, and a sink has to hear of it.</summary>
internal readonly record struct SimDocument(byte[]? Bytes, long ChangedBy)
{
    public static bool Same(byte[]? one, byte[]? other) =>
        one is null || other is null ? one is null && other is null : one.AsSpan().SequenceEqual(other);
}
