using Pipeline.Core.Epochs;

namespace Pipeline.Engine.Running;

/// <summary>How far a rebuild is; nothing of it is shown before it has passed what was shown before.</summary>
/// <param name="Records">Records in a registered epoch of it, as far as they count for that.</param>
/// <param name="Of">Records that were shown before.</param>
public sealed record RebuildProgress(long Records, long Of)
{
    /// <summary>Of a generation at its newest epoch; null when that may be shown.</summary>
    public static RebuildProgress? At(Generation generation, EpochCut newest) => generation.MayShow(newest)
        ? null
        : new RebuildProgress(
            generation.Overtakes!.Positions.Select((shown, p) => Math.Min(shown, newest.PositionOf(p))).Sum(),
            generation.Overtakes.Positions.Sum());
}
