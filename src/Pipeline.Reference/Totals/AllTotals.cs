namespace Pipeline.Reference.Totals;

/// <summary>Everything that is summed over shoppers. A total is there once something counts in it.</summary>
internal sealed class AllTotals
{
    /// <summary>By start of the minute.</summary>
    public Dictionary<long, SiteTotal> SiteMinutes { get; } = [];

    /// <summary>By start of the hour.</summary>
    public Dictionary<long, SiteTotal> SiteHours { get; } = [];

    /// <summary>By start of the day.</summary>
    public Dictionary<long, SiteTotal> SiteDays { get; } = [];

    /// <summary>By product.</summary>
    public Dictionary<string, ProductTotal> Products { get; } = new(StringComparer.Ordinal);

    /// <summary>By product and start of the hour.</summary>
    public Dictionary<(string Product, long Bucket), EventCounts> ProductHours { get; } = [];

    /// <summary>By number of the funnel in the settings, start of the day, and segment.</summary>
    public Dictionary<(int Funnel, long Day, string Segment), FunnelDayTotal> FunnelDays { get; } = [];

    /// <summary>By both places and start of the day.</summary>
    public Dictionary<(string From, string To, long Day), long> Flow { get; } = [];

    /// <summary>By country and start of the day.</summary>
    public Dictionary<(string Country, long Day), GeoTotal> Geo { get; } = [];

    /// <summary>The total of a key, made when it is the first time.</summary>
    public static TTotal At<TKey, TTotal>(Dictionary<TKey, TTotal> totals, TKey key)
        where TKey : notnull
        where TTotal : new() => At(totals, key, () => new TTotal());

    /// <summary>The total of a key, made when it is the first time.</summary>
    public static TTotal At<TKey, TTotal>(Dictionary<TKey, TTotal> totals, TKey key, Func<TTotal> make)
        where TKey : notnull
    {
        if (!totals.TryGetValue(key, out TTotal? total)) totals.Add(key, total = make());
        return total;
    }
}
