namespace Pipeline.Core.Documents;

/// <summary>The names of the collections (<c>docs/semantics.md</c> §6).</summary>
public static class Collections
{
    /// <summary>The site by minute.</summary>
    public const string SiteMinutes = "site-minutes";

    /// <summary>The site by hour.</summary>
    public const string SiteHours = "site-hours";

    /// <summary>The site by day.</summary>
    public const string SiteDays = "site-days";

    /// <summary>Products.</summary>
    public const string Products = "products";

    /// <summary>Products by hour.</summary>
    public const string ProductHours = "product-hours";

    /// <summary>Funnels by day and country.</summary>
    public const string FunnelDays = "funnel-days";

    /// <summary>Shoppers.</summary>
    public const string Users = "users";

    /// <summary>Which place followed which, by day.</summary>
    public const string FlowDays = "flow-days";

    /// <summary>Countries by day.</summary>
    public const string GeoDays = "geo-days";

    /// <summary>How many records each partition held, and what became of them.</summary>
    public const string Ledger = "ledger";

    /// <summary>Records that are no events.</summary>
    public const string DeadLetters = "dead-letters";

    /// <summary>Events that came too late to count.</summary>
    public const string Late = "late";

    /// <summary>All of them, in the order of an export.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SiteMinutes, SiteHours, SiteDays, Products, ProductHours, FunnelDays, Users, FlowDays, GeoDays, Ledger, DeadLetters, Late,
    ];

    /// <summary>Those whose bytes do not depend on the number of partitions.</summary>
    public static IReadOnlyList<string> Invariant { get; } = [.. All.Except([Ledger, DeadLetters, Late])];
}
