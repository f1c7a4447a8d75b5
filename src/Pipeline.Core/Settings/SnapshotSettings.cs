namespace Pipeline.Core.Settings;

/// <summary>When a shard writes a snapshot, which bounds the way back after a crash (<c>snapshots</c>).</summary>
public sealed record SnapshotSettings
{
    /// <summary>
    /// <c>recovery_budget</c>: a snapshot is taken when coming back to what came since the last one would take longer than this,
    /// in ms; 1 s to 1 h; default 3 s.
    /// </summary>
    public long RecoveryBudgetMilliseconds { get; init; } = 3_000;

    /// <summary><c>at_least_every</c>: and at least this often while positions move, by whatever records, in ms; 1 s to 1 d; default 1 h.</summary>
    public long AtLeastEveryMilliseconds { get; init; } = 3_600_000;
}
