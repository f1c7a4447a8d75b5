using Pipeline.Core.Settings;

namespace Pipeline.Core.Funnels;

/// <summary>All funnels of the settings, and the texts that their conditions compare.</summary>
internal sealed class FunnelPlans
{
    public FunnelPlans(IReadOnlyList<FunnelDefinition> definitions)
    {
        int free = 0, held = 0;
        All = definitions.Select((d, i) => new FunnelPlan(d, i, d.Hold.Count > 0 ? held++ : free++)).ToArray();
        Free = All.Where(f => !f.Holds).ToArray();
        Held = All.Where(f => f.Holds).ToArray();
        var conditions = new List<TextCondition>();
        foreach (FunnelDefinition definition in definitions)
        {
            foreach (EventMatch match in definition.Steps.Concat(definition.Exclude.Select(e => e.Match)))
            {
                foreach ((FunnelField field, string value) in match.Where)
                {
                    var condition = new TextCondition(field, value);
                    if (TextCondition.IsText(field) && !conditions.Contains(condition)) conditions.Add(condition);
                }
            }
        }

        Conditions = [.. conditions];
        HoldsCategory = Holds(FunnelField.Category);
        HoldsName = Holds(FunnelField.ProductName);
        HoldsReferrer = Holds(FunnelField.Referrer);
        NeedsTexts = Conditions.Length > 0 || HoldsCategory || HoldsName || HoldsReferrer;
    }

    public FunnelPlan[] All { get; }

    /// <summary>Those that hold nothing: one attempt a shopper.</summary>
    public FunnelPlan[] Free { get; }

    /// <summary>Those that run apart by held values.</summary>
    public FunnelPlan[] Held { get; }

    public TextCondition[] Conditions { get; }

    public bool HoldsCategory { get; }

    public bool HoldsName { get; }

    public bool HoldsReferrer { get; }

    /// <summary>Whether funnels look at texts other than the product's or page's number: a slower way to an event's class.</summary>
    public bool NeedsTexts { get; }

    private bool Holds(FunnelField field) => All.Any(f => f.Definition.Hold.Contains(field));
}
