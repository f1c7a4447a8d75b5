using Pipeline.Core.Events;
using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Totals;

/// <summary>Events by type, their units and their revenue: what sites, products and shoppers have in common.</summary>
internal sealed class EventCounts
{
    private readonly long[] byType = new long[5];
    private readonly long[] unitsByType = new long[5];

    /// <summary>Purchases minus refunds.</summary>
    public Revenue Revenue { get; } = new();

    /// <summary>Events of a type.</summary>
    public long Of(EventType type) => byType[(int)type];

    /// <summary>Sum of the quantities of a type's events.</summary>
    public long UnitsOf(EventType type) => unitsByType[(int)type];

    /// <summary>Counts one event.</summary>
    public void Count(ReferenceEvent e)
    {
        byType[(int)e.Type]++;
        unitsByType[(int)e.Type] += e.Quantity;
        Revenue.Count(e);
    }
}
