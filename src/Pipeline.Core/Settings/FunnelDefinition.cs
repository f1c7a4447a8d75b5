using Pipeline.Core.Events;

namespace Pipeline.Core.Settings;

/// <summary>A funnel as data (<c>docs/semantics.md</c> §4).</summary>
/// <param name="Name">Unique; 1 to 64 bytes without <c>|</c> and control characters.</param>
/// <param name="Steps">2 to 8 steps.</param>
/// <param name="WindowMilliseconds">Longest time from step 1 to the last, inclusive; 1 s to 366 d.</param>
/// <param name="Order">How steps must follow each other.</param>
/// <param name="Hold">The funnel runs apart for each combination of these fields' values; sorted by name, may be empty.</param>
/// <param name="Exclude">Events that end an attempt; may be empty.</param>
public sealed record FunnelDefinition(
    string Name,
    IReadOnlyList<EventMatch> Steps,
    long WindowMilliseconds,
    FunnelOrder Order,
    IReadOnlyList<FunnelField> Hold,
    IReadOnlyList<FunnelExclusion> Exclude)
{
    private const long Day = 86_400_000;

    /// <summary>The funnels that are there when the settings name none.</summary>
    public static IReadOnlyList<FunnelDefinition> Defaults { get; } =
    [
        Standard("purchase", []),
        Standard("product-purchase", [FunnelField.ProductId]),
    ];

    private static FunnelDefinition Standard(string name, IReadOnlyList<FunnelField> hold) => new(
        name,
        [EventMatch.Of(EventType.ProductView), EventMatch.Of(EventType.AddToCart), EventMatch.Of(EventType.Purchase)],
        Day,
        FunnelOrder.Sequential,
        hold,
        []);
}
