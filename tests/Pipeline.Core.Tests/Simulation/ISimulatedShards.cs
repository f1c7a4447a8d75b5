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

    /// <summary>The documents of all shards at an epoch, by key, with those that are gone.</summary>
    SortedList<string, SimDocument> Documents(Generation generation, EpochCut cut, IReadOnlyList<SealedShard> shards);

    /// <summary>The key of a document that an index may refuse for ever.</summary>
    string Poison(SimRandom random);

    /// <summary>A figure of the document (null: it is not there) that no later epoch makes smaller; null where there is none.</summary>
    long? NeverFalls(string key, ReadOnlyMemory<byte>? document);
}
