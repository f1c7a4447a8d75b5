using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>What the simulator asks of a shard. It never knows what a document means, only that shards add up.</summary>
internal interface ISimulatedShard
{
    IReadOnlyList<long> Positions { get; }

    /// <summary>The newest seal; null when there was none since it was made.</summary>
    SealedShard? Sealed { get; }

    /// <summary>Moves to where reading begins, if it stands at <see cref="ReadingBegin.From"/>.</summary>
    void Begin(ReadingBegin begin);

    /// <summary>Nobody uses it any more.</summary>
    void Drop();

    /// <summary>Takes a slice from where it stands: what lies below is dropped, a gap is refused.</summary>
    SliceAnswer Apply(SimSlice slice, Action<SimRecord> fact);

    /// <summary>Seals, if it stands exactly at the cut (again: true for the newest seal's own cut).</summary>
    bool Seal(EpochCut cut);

    /// <summary>Forgets zeros that no epoch above <paramref name="passed"/> changed.</summary>
    void Forget(IReadOnlyCollection<string> zeros, long passed);
}
