using Pipeline.Core.Epochs;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>Makes shards, and says independently of them what all of them together have to say.</summary>
internal interface ISimulatedShards
{
    ISimulatedShard New(Generation generation, int shard, EpochCut first);

    /// <summary>Restores one from a snapshot; throws <see cref="InvalidDataException"/> when that is damaged.</summary>
    ISimulatedShard Restore(Generation generation, int shard, byte[] snapshot);

    /// <summary>A direct computation, record by record, without shards, positions or seals.</summary>
    ISimulatedFold NewFold(Generation generation);
}
