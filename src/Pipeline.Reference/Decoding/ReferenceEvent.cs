using Pipeline.Core.Events;

namespace Pipeline.Reference.Decoding;

/// <summary>One event as its record says it; a null text is an absent field.</summary>
public sealed record ReferenceEvent
{
    /// <summary>What happened.</summary>
    public required EventType Type { get; init; }

    /// <summary>The shopper; an integer id is its text.</summary>
    public required string UserId { get; init; }

    /// <summary>Event time in ms since 1970-01-01T00:00:00Z.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The product; null for a page view, whatever the record holds.</summary>
    public string? ProductId { get; init; }

    /// <summary>The place of the event (<c>docs/semantics.md</c> §5); null for a refund, which has none.</summary>
    public string? Place { get; init; }

    /// <summary>Units, 1 to 1,000,000; 0 for a view.</summary>
    public int Quantity { get; init; }

    /// <summary><c>quantity × price</c> in ten-thousandths, 0 to 10^18; 0 where the type has no price.</summary>
    public long Amount { get; init; }

    /// <summary>The currency, <c>USD</c> when the record names none.</summary>
    public required string Currency { get; init; }

    /// <summary>The event's id, by which duplicates are known.</summary>
    public string? EventId { get; init; }

    /// <summary>The country's two letters.</summary>
    public string? Country { get; init; }

    /// <summary>The category.</summary>
    public string? Category { get; init; }

    /// <summary>The product's name.</summary>
    public string? ProductName { get; init; }

    /// <summary>The referrer.</summary>
    public string? Referrer { get; init; }
}
