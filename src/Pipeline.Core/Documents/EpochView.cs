using Pipeline.Core.Epochs;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;

namespace Pipeline.Core.Documents;

/// <summary>All shards as of one epoch: what documents are rendered from. Owns the views.</summary>
/// <param name="Cut">The epoch.</param>
/// <param name="Shards">The views, by shard.</param>
/// <param name="Settings">What shaped the numbers.</param>
public sealed record EpochView(EpochCut Cut, IReadOnlyList<ShardView> Shards, FoldSettings Settings) : IDisposable
{
    /// <summary>Gives the views back.</summary>
    public void Dispose()
    {
        foreach (ShardView shard in Shards) shard.Dispose();
    }
}
