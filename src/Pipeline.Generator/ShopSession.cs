using Pipeline.Core.Events;

namespace Pipeline.Generator;

/// <summary>A visit that is going on: what its next event will be.</summary>
internal struct ShopSession
{
    /// <summary>The shopper's number.</summary>
    internal int Shopper;

    /// <summary>The product looked at last.</summary>
    internal int Product;

    /// <summary>Views still to come.</summary>
    internal int ViewsLeft;

    /// <summary>Units in the cart.</summary>
    internal int Quantity;

    /// <summary>Who it is.</summary>
    internal SessionKind Kind;

    /// <summary>What comes next, where that is decided (cart, purchase, refund); else <see cref="EventType.PageView"/>, any view.</summary>
    internal EventType Next;
}
