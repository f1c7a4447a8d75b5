using Pipeline.Core.Facts;

namespace Pipeline.Store.Treatments;

/// <summary>Something that was done with one dead letter or late record. The last of a record holds.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Fact">What the record is.</param>
/// <param name="Partition">The record's partition.</param>
/// <param name="Offset">The record's offset.</param>
/// <param name="Time">When, in milliseconds since 1970.</param>
public sealed record Treatment(TreatmentKind Kind, FactKind Fact, int Partition, long Offset, long Time)
{
    /// <summary>Stands for a place in the log that is not known: retention took that part before it was looked at.</summary>
    public const long NoPlace = -1;

    /// <summary>Of what is or is to be put back: the partition.</summary>
    public int IntoPartition { get; init; }

    /// <summary>Of what is to be put back the lowest offset that it can get, of what was put back its own or <see cref="NoPlace"/>.</summary>
    public long IntoOffset { get; init; }

    /// <summary>Of what is to be put back: the hash of the repaired bytes, first half.</summary>
    public ulong HashHigh { get; init; }

    /// <summary>Second half.</summary>
    public ulong HashLow { get; init; }
}
