namespace Pipeline.Store.Facts;

/// <summary>Where a fact is, in 24 bytes; ordered by what it is about.</summary>
internal readonly record struct FactKey(long Offset, long Position, int Partition, int Source) : IComparable<FactKey>
{
    public bool IsSameFact(FactKey other) => Offset == other.Offset && Partition == other.Partition;

    public int CompareTo(FactKey other)
    {
        int order = Partition.CompareTo(other.Partition);
        if (order == 0) order = Offset.CompareTo(other.Offset);
        if (order == 0) order = Source.CompareTo(other.Source);
        return order != 0 ? order : Position.CompareTo(other.Position);
    }
}
