using Pipeline.Core.Settings;

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
    /// The first numbers of the generations that this one continues, newest first: where a registry was put back, numbers went on
    /// higher and the state goes on. Empty after a rebuild. Documents carry this generation's numbers in either case: what an older
    /// epoch changed last counts as changed by the first that a shard seals, because a sink may hold what the lost epochs made of it.
    /// </summary>
    public IReadOnlyList<long> Continues { get; init; } = [];

    /// <summary>The epoch at which a shard without a snapshot begins: the first of the oldest generation that this one continues.</summary>
    public long Origin => Continues.Count == 0 ? First : Continues[^1];

    /// <summary>What was shown before: no epoch of this generation is shown before its cut has passed this one. Null: nothing was.</summary>
    public EpochCut? Overtakes { get; init; }

    /// <summary>Whether the same cut gives the same bytes in both.</summary>
    public bool HasShapeOf(Generation other) =>
        Shards == other.Shards && FoldVersion == other.FoldVersion && LogIdentity == other.LogIdentity
        && (Settings.Span.SequenceEqual(other.Settings.Span) || MeanTheSame(Settings.Span, other.Settings.Span));

    /// <summary>Settings written before a key was there mean its default.</summary>
    private static bool MeanTheSame(ReadOnlySpan<byte> some, ReadOnlySpan<byte> others) =>
        SettingsReader.ReadStored(some).Settings is { } one && SettingsReader.ReadStored(others).Settings is { } other
        && FoldSettingsComparer.Differences(one.Fold, other.Fold).Count == 0;

    /// <summary>Whether a snapshot as of this epoch is of a state that this generation goes on from.</summary>
    public bool Owns(long epoch)
    {
        long first = epoch / EpochCut.GenerationStep * EpochCut.GenerationStep;
        return epoch >= 0 && (first == First || Continues.Contains(first));
    }

    /// <summary>Whether an epoch of this generation may be shown and sent.</summary>
    public bool MayShow(EpochCut cut) => Overtakes is null || cut.IsNowhereBehind(Overtakes);
}
