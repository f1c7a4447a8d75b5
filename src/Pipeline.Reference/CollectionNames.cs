namespace Pipeline.Reference;

/// <summary>The collections that a run gives, by the names of <c>docs/semantics.md</c> §6.</summary>
public static class CollectionNames
{
    /// <summary>Minutes of the site.</summary>
    public const string SiteMinutes = "site-minutes";

    /// <summary>Hours of the site.</summary>
    public const string SiteHours = "site-hours";

    /// <summary>Days of the site.</summary>
    public const string SiteDays = "site-days";

    /// <summary>Products.</summary>
    public const string Products = "products";

    /// <summary>Hours of products.</summary>
    public const string ProductHours = "product-hours";

    /// <summary>Days of funnels.</summary>
    public const string FunnelDays = "funnel-days";

    /// <summary>Shoppers.</summary>
    public const string Users = "users";

    /// <summary>Days of edges between places.</summary>
    public const string FlowDays = "flow-days";

    /// <summary>Days of countries.</summary>
    public const string GeoDays = "geo-days";

    /// <summary>Partitions.</summary>
    public const string Ledger = "ledger";

    /// <summary>Records that are no events.</summary>
    public const string DeadLetters = "dead-letters";

    /// <summary>Late events.</summary>
    public const string Late = "late";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SiteMinutes, SiteHours, SiteDays, Products, ProductHours, FunnelDays, Users, FlowDays, GeoDays, Ledger, DeadLetters, Late,
    ];
}
