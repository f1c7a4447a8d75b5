using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Judging;

/// <summary>An accepted event and where the log holds it, which orders equal timestamps.</summary>
internal readonly record struct AcceptedEvent(ReferenceEvent Event, int Partition, long Offset) : IComparable<AcceptedEvent>
{
    /// <summary>Timestamp, then partition, then offset.</summary>
    public int CompareTo(AcceptedEvent other) =>
        (Event.Timestamp, Partition, Offset).CompareTo((other.Event.Timestamp, other.Partition, other.Offset));
}
