using Pipeline.Core.Epochs;
using Pipeline.Core.Shards;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Running;

/// <summary>Adds the shards' parts of the ledger up, partition by partition.</summary>
internal static class StatusLedger
{
    public static IReadOnlyList<PartitionLedger> Of(IReadOnlyList<ShardKeeper> shards, EpochCut cut)
    {
        var sums = new PartitionLedger[cut.Positions.Count];
        foreach (ShardKeeper keeper in shards)
        {
            PartitionLedger[] parts = keeper.Host.With(s => s.Ledger.ToArray());
            for (int p = 0; p < Math.Min(parts.Length, sums.Length); p++)
            {
                sums[p].Position = parts[p].Position;
                sums[p].Add(parts[p]);
            }
        }

        return sums;
    }
}
