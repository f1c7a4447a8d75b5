using Pipeline.Core.Events;

namespace Pipeline.Core.Settings;

/// <summary>What an event must be to match: its type, and the text that each named field must equal.</summary>
/// <param name="Event">The type.</param>
/// <param name="Where">Every condition must hold; an absent field equals nothing. Empty: any event of the type.</param>
public sealed record EventMatch(EventType Event, IReadOnlyDictionary<FunnelField, string> Where)
{
    /// <summary>Any event of a type.</summary>
    public static EventMatch Of(EventType type) => new(type, new Dictionary<FunnelField, string>());
}
