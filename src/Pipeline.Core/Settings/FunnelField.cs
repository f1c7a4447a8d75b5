namespace Pipeline.Core.Settings;

/// <summary>The fields that funnels may compare (<c>where</c>) or run apart by (<c>hold</c>), in the order of their sorted names.</summary>
public enum FunnelField : byte
{
    /// <summary><c>category</c></summary>
    Category = 0,

    /// <summary><c>country</c></summary>
    Country,

    /// <summary><c>currency</c>, with its default.</summary>
    Currency,

    /// <summary><c>page</c>: the place of a page view.</summary>
    Page,

    /// <summary><c>product_id</c>; a page view has none.</summary>
    ProductId,

    /// <summary><c>product_name</c></summary>
    ProductName,

    /// <summary><c>referrer</c></summary>
    Referrer,
}
