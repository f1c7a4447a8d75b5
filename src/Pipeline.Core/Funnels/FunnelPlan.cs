using Pipeline.Core.Settings;

namespace Pipeline.Core.Funnels;

/// <summary>A funnel, ready to fold.</summary>
internal sealed class FunnelPlan
{
    public FunnelPlan(FunnelDefinition definition, int index, int slot)
    {
        Definition = definition;
        Index = index;
        Slot = slot;
        Steps = definition.Steps.Count;
        Window = definition.WindowMilliseconds;
        Order = definition.Order;
    }

    public FunnelDefinition Definition { get; }

    /// <summary>Number among all funnels.</summary>
    public int Index { get; }

    /// <summary>Number among those that hold values, or among those that do not.</summary>
    public int Slot { get; }

    public int Steps { get; }

    public long Window { get; }

    public FunnelOrder Order { get; }

    public bool Holds => Definition.Hold.Count > 0;

    /// <summary>Held values are just the product: its number is the key.</summary>
    public bool HoldsProductOnly => Definition.Hold is [FunnelField.ProductId];

    /// <summary>Held values are just the page: its number is the key.</summary>
    public bool HoldsPageOnly => Definition.Hold is [FunnelField.Page];
}
