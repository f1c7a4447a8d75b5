namespace Pipeline.Reference.Totals;

/// <summary>A country's day.</summary>
internal sealed class GeoTotal
{
    /// <summary>Its events.</summary>
    public EventCounts Events { get; } = new();

    /// <summary>Number of its events, of any type.</summary>
    public long AllEvents { get; set; }

    /// <summary>Distinct shoppers of its events.</summary>
    public long Users { get; set; }
}
