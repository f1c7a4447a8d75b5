using Pipeline.Core.Events;
using Pipeline.Core.Settings;
using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Folding;

/// <summary>What funnels see of an event.</summary>
internal static class Matching
{
    /// <summary>Whether type and all conditions hold; an absent field equals nothing.</summary>
    public static bool IsMatch(EventMatch match, ReferenceEvent e) =>
        e.Type == match.Event && match.Where.All(condition => ValueOf(condition.Key, e) is { } value && value == condition.Value);

    /// <summary>A field's value; null when the event lacks it or is of a type that the field is not for.</summary>
    public static string? ValueOf(FunnelField field, ReferenceEvent e) => field switch
    {
        FunnelField.Category => e.Category,
        FunnelField.Country => e.Country,
        FunnelField.Currency => e.Currency,
        FunnelField.Page => e.Type == EventType.PageView ? e.Place : null,
        FunnelField.ProductId => e.ProductId,
        FunnelField.ProductName => e.ProductName,
        FunnelField.Referrer => e.Referrer,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of funnels."),
    };

    /// <summary>The fields that a funnel holds, sorted by their names.</summary>
    public static FunnelField[] HeldFields(FunnelDefinition funnel) => [.. funnel.Hold.OrderBy(NameOf, StringComparer.Ordinal)];

    /// <summary>A field's name.</summary>
    public static string NameOf(FunnelField field) => field switch
    {
        FunnelField.Category => "category",
        FunnelField.Country => "country",
        FunnelField.Currency => "currency",
        FunnelField.Page => "page",
        FunnelField.ProductId => "product_id",
        FunnelField.ProductName => "product_name",
        FunnelField.Referrer => "referrer",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field of funnels."),
    };
}
