namespace Pipeline.Core.Events;

/// <summary>What a shopper did (<c>docs/semantics.md</c> §1).</summary>
public enum EventType : byte
{
    /// <summary>A page of the shop was opened.</summary>
    PageView = 0,

    /// <summary>A product's page was opened.</summary>
    ProductView = 1,

    /// <summary>A product was put into the cart.</summary>
    AddToCart = 2,

    /// <summary>A product was bought.</summary>
    Purchase = 3,

    /// <summary>A product was given back.</summary>
    Refund = 4,
}
