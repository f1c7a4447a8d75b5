using Pipeline.Core.Epochs;
using Pipeline.Core.Shards;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Running;

/// <summary>What is counted of an epoch, taken while every shard stands at its cut: a moment later they may be on their way to the next.</summary>
/// <param name="Cut">The epoch.</param>
/// <param name="Ledger">By partition, all shards' parts added up.</param>
/// <param name="Shoppers">Shoppers known.</param>
/// <param name="MemoryBytes">Memory of the shards' pages.</param>
internal sealed record EpochCounts(EpochCut Cut, IReadOnlyList<PartitionLedger> Ledger, long Shoppers, long MemoryBytes)
{
    public static EpochCounts Of(EpochCut cut, IReadOnlyList<ShardKeeper> keepers)
    {
        var ledger = new PartitionLedger[cut.Positions.Count];
        long shoppers = 0, memory = 0;
        for (int p = 0; p < ledger.Length; p++) ledger[p].Position = cut.Positions[p];
        foreach (ShardKeeper keeper in keepers)
        {
            keeper.Host.With(shard =>
            {
                for (int p = 0; p < Math.Min(shard.Ledger.Count, ledger.Length); p++) ledger[p].Add(shard.Ledger[p]);
                shoppers += shard.Shoppers;
                return memory += shard.MemoryBytes;
            });
        }

        return new EpochCounts(cut, ledger, shoppers, memory);
    }
}
