namespace Pipeline.Core.Settings;

/// <summary>How often a named cut through the log is registered (<c>epochs</c>).</summary>
public sealed record EpochSettings
{
    /// <summary><c>interval</c>: time between epochs when the readers are caught up, in ms; 1 ms to 1 m; default 50 ms.</summary>
    public long IntervalMilliseconds { get; init; } = 50;

    /// <summary>
    /// <c>backlog_interval</c>: time between epochs while there is a backlog, in ms; 1 ms to 1 m, not below
    /// <see cref="IntervalMilliseconds"/>; default 1 s.
    /// </summary>
    public long BacklogIntervalMilliseconds { get; init; } = 1_000;
}
