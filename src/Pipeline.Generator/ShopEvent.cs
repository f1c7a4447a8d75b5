using Pipeline.Core.Events;

namespace Pipeline.Generator;

/// <summary>One event before it is written. Everything else that a record shows is a function of these, so a copy gives the same bytes.</summary>
internal struct ShopEvent
{
    /// <summary>Event time in ms since 1970.</summary>
    internal long Timestamp;

    /// <summary>Distinct for every event: its id, and what decides details such as the page.</summary>
    internal ulong Id;

    /// <summary>The shopper's number.</summary>
    internal int Shopper;

    /// <summary>The product's number.</summary>
    internal int Product;

    /// <summary>1 or more where the type has one.</summary>
    internal int Quantity;

    /// <summary>What happened.</summary>
    internal EventType Type;

    /// <summary>Whether the compact shape writes the event id (the full one always does).</summary>
    internal bool HasId;

    /// <summary>Whether it is written unusually.</summary>
    internal bool Odd;
}
