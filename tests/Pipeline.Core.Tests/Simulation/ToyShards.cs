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

    public SortedList<string, SimDocument> Documents(Generation generation, EpochCut cut, IReadOnlyList<SealedShard> shards)
    {
        var rows = new Dictionary<string, SimRow>();
        foreach (ToySeal shard in shards.Cast<ToySeal>())
        {
            foreach ((string key, SimRow row) in shard.Rows) rows[key] = rows.GetValueOrDefault(key).Plus(row);
        }

        return new SortedList<string, SimDocument>(rows.ToDictionary(r => r.Key, r => r.Value.Document()), StringComparer.Ordinal);
    }

    public string Poison(SimRandom random) => $"p{random.Below(4)}";

    /// <summary>Edges come and go.</summary>
    public long? NeverFalls(string key, ReadOnlyMemory<byte>? document) =>
        key[0] == 'e' ? null : document is { } bytes ? BitConverter.ToInt64(bytes.Span) : 0;
}
