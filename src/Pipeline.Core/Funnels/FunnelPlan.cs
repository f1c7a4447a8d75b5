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
        StepCount = definition.Steps.Count;
        Window = definition.WindowMilliseconds;
        Order = definition.Order;
        Holds = definition.Hold.Count > 0;
        HoldsProductOnly = definition.Hold is [FunnelField.ProductId];
        HoldsPageOnly = definition.Hold is [FunnelField.Page];
    }

    public FunnelDefinition Definition { get; }

    /// <summary>Number among all funnels.</summary>
    public int Index { get; }

    /// <summary>Number among those that hold values, or among those that do not.</summary>
    public int Slot { get; }

    public int StepCount { get; }

    public long Window { get; }

    public FunnelOrder Order { get; }

    public bool Holds { get; }

    /// <summary>Held values are just the product: its number is the key.</summary>
    public bool HoldsProductOnly { get; }

    /// <summary>Held values are just the page: its number is the key.</summary>
    public bool HoldsPageOnly { get; }
}
