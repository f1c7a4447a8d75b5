using Pipeline.Core.Funnels;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Shards;

/// <summary>The names that a view's numbers stand for: pages, and combinations of held values.</summary>
internal sealed class ViewNames(ShardState state)
{
    public FunnelPlans Plans { get; } = state.Plans;

    public RowDirectory PlacePages { get; } = state.Pages.Directory();

    public string[] HeldCombinations { get; } = [.. state.Keys.Combinations];

    public string[] HeldTexts { get; } = [.. state.Classes.Signatures.Texts];
}
