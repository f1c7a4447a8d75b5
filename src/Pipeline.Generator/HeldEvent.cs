namespace Pipeline.Generator;

/// <summary>An event that waits to be sent out of order or a second time.</summary>
internal struct HeldEvent
{
    /// <summary>The event.</summary>
    internal ShopEvent Event;

    /// <summary>Its shopper's accepted events when it was held back: all later ones may pass it.</summary>
    internal int AcceptedBefore;

    /// <summary>Whether it is a second copy.</summary>
    internal bool IsCopy;
}
