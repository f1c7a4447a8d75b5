namespace Pipeline.Core.Epochs;

/// <summary>What shapes the numbers of all epochs of one generation; registered with the generation's first epoch.</summary>
/// <param name="First">Number of its first epoch, a multiple of <see cref="EpochCut.GenerationStep"/>.</param>
/// <param name="Shards">Number of shards, 1 to 1,024.</param>
/// <param name="FoldVersion">Version of the fold's code: raised whenever the same events would give other numbers.</param>
/// <param name="LogIdentity">The log that the positions belong to.</param>
/// <param name="Settings">Canonical bytes of the settings that shape numbers.</param>
public sealed record Generation(long First, int Shards, int FoldVersion, string LogIdentity, ReadOnlyMemory<byte> Settings)
{
    /// <summary>
    /// The oldest number that snapshots and documents of this generation may carry: <see cref="First"/> after a rebuild, an older
    /// generation's where the numbers only went on higher because a registry was put back. What a sink holds below it is removed.
    /// </summary>
    public long OldestNumber { get; init; } = First;

    /// <summary>What was shown before: no epoch of this generation is shown before its cut has passed this one. Null: nothing was.</summary>
    public EpochCut? Overtakes { get; init; }

    /// <summary>Whether the same cut gives the same bytes in both.</summary>
    public bool HasShapeOf(Generation other) =>
        Shards == other.Shards && FoldVersion == other.FoldVersion && LogIdentity == other.LogIdentity
        && Settings.Span.SequenceEqual(other.Settings.Span);

    /// <summary>Whether an epoch of this generation may be shown and sent.</summary>
    public bool MayShow(EpochCut cut) => Overtakes is null || cut.IsNowhereBehind(Overtakes);
}
