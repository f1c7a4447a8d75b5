namespace Pipeline.Core.Settings;

/// <summary>The settings that shape numbers: they are stored with the state, and other ones are another state.</summary>
public sealed record FoldSettings
{
    /// <summary>The number of events of one shopper that stay correctable, beside the horizon in time.</summary>
    public const int HorizonEvents = 4096;

    /// <summary>How far behind a shopper's newest event another may lie and still count, in ms; 0 to 366 d; default 1 h.</summary>
    public long HorizonMilliseconds { get; init; } = 3_600_000;

    /// <summary>A gap longer than this starts a session, in ms; 1 s to 366 d; default 30 min.</summary>
    public long SessionGapMilliseconds { get; init; } = 1_800_000;

    /// <summary>The funnels, in the order of the settings file.</summary>
    public IReadOnlyList<FunnelDefinition> Funnels { get; init; } = FunnelDefinition.Defaults;
}
