namespace Pipeline.Core.Sinks;

/// <summary>The bounds and pauses of a sink's sender; times in milliseconds of the clock that <see cref="CursorEvent.TimerTicked"/> carries.</summary>
public sealed record CursorOptions
{
    /// <summary>Most items of a batch; 1 to 100,000, 2,000.</summary>
    public int BatchItems { get; init; } = 2_000;

    /// <summary>Most bytes of a batch, except that one item always goes; 1 up, 8 MB.</summary>
    public long BatchBytes { get; init; } = 8 << 20;

    /// <summary>How often a batch is sent before the sender begins again from its cursor, with newer documents; 1 to 100, 8.</summary>
    public int Tries { get; init; } = 8;

    /// <summary>Pause before the second try; doubles with each, at most <see cref="RetryMaxMs"/>; 1 to 60,000, 100.</summary>
    public int RetryMs { get; init; } = 100;

    /// <summary>The longest pause, also between two rounds that failed; 1 to 3,600,000, 30,000.</summary>
    public int RetryMaxMs { get; init; } = 30_000;

    /// <summary>How often a sender with nothing to do looks whether its sink was reset or struck off; 1 to 3,600,000, 1,000.</summary>
    public int LookEveryMs { get; init; } = 1_000;

    /// <summary>The longest wait for facts to become durable before it begins again; 1 to 3,600,000, 60,000.</summary>
    public int FactsLimitMs { get; init; } = 60_000;
}
