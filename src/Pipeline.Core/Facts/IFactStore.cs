using Pipeline.Core.Epochs;

namespace Pipeline.Core.Facts;

/// <summary>Keeps facts apart from the state, with a retention of their own.</summary>
public interface IFactStore
{
    /// <summary>Appends facts of a shard; they count once <see cref="Flush"/> returned. A fact that is there already may come again.</summary>
    void Append(int shard, IReadOnlyList<Fact> facts);

    /// <summary>Makes what was appended for a shard durable.</summary>
    void Flush(int shard);

    /// <summary>
    /// All facts of a kind below the cut's positions, each once, ordered by partition and offset; found by offsets, never by the
    /// number of an epoch.
    /// </summary>
    IEnumerable<Fact> Read(FactKind kind, EpochCut cut);
}
