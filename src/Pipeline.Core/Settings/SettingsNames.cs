using Pipeline.Core.Events;

namespace Pipeline.Core.Settings;

/// <summary>The names that settings files use, by the number of what they name.</summary>
internal static class SettingsNames
{
    /// <summary>Names of <see cref="EventType"/>.</summary>
    internal static readonly string[] Events = ["page_view", "product_view", "add_to_cart", "purchase", "refund"];

    /// <summary>Names of <see cref="FunnelField"/>.</summary>
    internal static readonly string[] Fields =
        ["category", "country", "currency", "page", "product_id", "product_name", "referrer"];

    /// <summary>Names of <see cref="FunnelOrder"/>.</summary>
    internal static readonly string[] Orders = ["sequential", "strict", "any"];

    /// <summary>Names of <see cref="LogDurability"/>.</summary>
    internal static readonly string[] Durabilities = ["durable", "buffered"];
}
