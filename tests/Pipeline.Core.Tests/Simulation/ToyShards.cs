using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

internal sealed class ToyShards : ISimulatedShards
{
    public ISimulatedShard New(Generation generation, int shard, EpochCut first)
    {
        var state = new ToyState { Positions = [.. first.Positions], Ledger = [.. first.Positions.Select(_ => default(SimLedger))] };
        return new ToyShard(shard, generation.Shards, generation.FoldVersion, state, generation.First);
    }

    public ISimulatedShard Restore(Generation generation, int shard, byte[] snapshot) =>
        new ToyShard(shard, generation.Shards, generation.FoldVersion, ToyState.FromBytes(snapshot), generation.First);

    public ISimulatedFold NewFold(Generation generation) => new ToyFold(generation.FoldVersion);
}
