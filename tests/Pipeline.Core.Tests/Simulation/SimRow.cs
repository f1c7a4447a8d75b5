namespace Pipeline.Core.Tests.Simulation;

/// <summary>A subtotal: added over the shards it is a document, and gone where the count is 0.</summary>
internal readonly record struct SimRow(long Count, ulong Digest, long ChangedBy)
{
    public SimRow Plus(SimRow other) =>
        new(Count + other.Count, Digest + other.Digest, Math.Max(ChangedBy, other.ChangedBy));

    public SimDocument Document() =>
        new(Count == 0 ? null : [.. BitConverter.GetBytes(Count), .. BitConverter.GetBytes(Digest)], ChangedBy);
}
