namespace Pipeline.Core.Epochs;

/// <summary>The bounds and pauses of a conductor; times in milliseconds of the clock that <see cref="ConductorEvent.TimerTicked"/> carries.</summary>
public sealed record ConductorOptions
{
    /// <summary>Between the beginnings of two epochs while no reader has a backlog; 1 to 60,000, 50.</summary>
    public int CaughtUpIntervalMs { get; init; } = 50;

    /// <summary>Between the beginnings of two epochs while a reader has a backlog; 1 to 60,000, 1,000.</summary>
    public int BacklogIntervalMs { get; init; } = 1_000;

    /// <summary>Bytes read since the last epoch at which the next one is made at once, whatever the interval; 1 up, 64 MB.</summary>
    public long MaxUnregisteredBytes { get; init; } = 64 << 20;

    /// <summary>The longest time that an attempt keeps the readers stopped; 100 to 600,000, 10,000.</summary>
    public int AttemptLimitMs { get; init; } = 10_000;

    /// <summary>Pause after an attempt that could not be finished; 1 to 60,000, 200.</summary>
    public int PauseAfterFailureMs { get; init; } = 200;

    /// <summary>Between two questions to shards that have not said what is waited for; 1 to 60,000, 100.</summary>
    public int AskShardsEveryMs { get; init; } = 100;

    /// <summary>The longest time that shards may take to open at the start; 1,000 to 86,400,000, an hour.</summary>
    public int OpenLimitMs { get; init; } = 3_600_000;

    /// <summary>How often one thing is asked of the registry before it is given up; 1 to 100, 5.</summary>
    public int RegistryTries { get; init; } = 5;

    /// <summary>Pause before the second try of a registry call; doubles with each, at most <see cref="RegistryRetryMaxMs"/>; 1 to 60,000, 20.</summary>
    public int RegistryRetryMs { get; init; } = 20;

    /// <summary>The longest pause between two tries; 1 to 60,000, 1,000.</summary>
    public int RegistryRetryMaxMs { get; init; } = 1_000;
}
