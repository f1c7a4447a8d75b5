namespace Pipeline.Core.Documents;

/// <summary>What products can be ranked by, beside revenue: the counts of their documents (<c>docs/semantics.md</c> §5).</summary>
public enum ProductMetric
{
    /// <summary>Product views.</summary>
    Views,

    /// <summary>Times put into a cart.</summary>
    Carts,

    /// <summary>Units put into carts.</summary>
    CartUnits,

    /// <summary>Purchases.</summary>
    Purchases,

    /// <summary>Units bought, refunds not taken off.</summary>
    Units,

    /// <summary>Refunds.</summary>
    Refunds,

    /// <summary>Units given back.</summary>
    RefundUnits,

    /// <summary>Distinct shoppers who viewed it.</summary>
    Viewers,

    /// <summary>Distinct shoppers who bought it.</summary>
    Buyers,
}
