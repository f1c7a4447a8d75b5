namespace Pipeline.Reference.Totals;

/// <summary>A minute, hour or day of the site.</summary>
internal sealed class SiteTotal
{
    /// <summary>The bucket's events.</summary>
    public EventCounts Events { get; } = new();

    /// <summary>Sessions that start in it.</summary>
    public long Sessions { get; set; }

    /// <summary>Those of them with a purchase, whenever it was.</summary>
    public long ConvertedSessions { get; set; }

    /// <summary>Distinct shoppers with an event in it.</summary>
    public long ActiveUsers { get; set; }
}
