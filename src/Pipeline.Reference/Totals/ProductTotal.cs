using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Totals;

/// <summary>A product over all time.</summary>
internal sealed class ProductTotal
{
    /// <summary>The events with the product.</summary>
    public EventCounts Events { get; } = new();

    /// <summary>Distinct shoppers who looked at its page.</summary>
    public long Viewers { get; set; }

    /// <summary>Distinct shoppers who bought it.</summary>
    public long Buyers { get; set; }

    /// <summary>Time of the first event with it.</summary>
    public long FirstSeen { get; private set; } = long.MaxValue;

    /// <summary>Time of the last event with it.</summary>
    public long LastSeen { get; private set; } = long.MinValue;

    /// <summary>Its name.</summary>
    public NewestText Name { get; } = new();

    /// <summary>Its category.</summary>
    public NewestText Category { get; } = new();

    /// <summary>Counts an event with the product.</summary>
    public void Count(ReferenceEvent e)
    {
        Events.Count(e);
        FirstSeen = Math.Min(FirstSeen, e.Timestamp);
        LastSeen = Math.Max(LastSeen, e.Timestamp);
        Name.Offer(e.ProductName, e.Timestamp);
        Category.Offer(e.Category, e.Timestamp);
    }
}
