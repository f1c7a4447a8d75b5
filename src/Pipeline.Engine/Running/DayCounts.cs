using Pipeline.Core.Shards;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Running;

/// <summary>Days of shards, each shard's counted apart.</summary>
/// <param name="Loaded">In memory.</param>
/// <param name="Away">Put away: only a snapshot has them.</param>
/// <param name="Fetched">How often one was fetched back since the shards were opened.</param>
public readonly record struct DayCounts(int Loaded, int Away, long Fetched)
{
    internal static DayCounts Of(IReadOnlyList<ShardKeeper> shards)
    {
        DayCounts sum = default;
        foreach (ShardKeeper shard in shards)
        {
            (int loaded, int away, long fetched) = shard.Host.With(ShardSnapshots.DaysOf);
            sum = new DayCounts(sum.Loaded + loaded, sum.Away + away, sum.Fetched + fetched);
        }

        return sum;
    }
}
