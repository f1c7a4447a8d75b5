namespace Pipeline.Core.Tests.Simulation;

internal readonly record struct SimRecord(int Partition, long Offset, int User, int Product, SimRecordKind Kind)
{
    public int Shard(int shards) => Kind == SimRecordKind.Bad ? Partition % shards : ShardOf($"u{User}", shards);

    public string FactId => $"f{Partition}-{Offset}";

    public bool IsFact => Kind is SimRecordKind.Bad or SimRecordKind.Late;

    /// <summary>A shopper's shard; also the shard whose cursor a total belongs to.</summary>
    public static int ShardOf(string key, int shards)
    {
        ulong hash = 17;
        foreach (char letter in key) hash = SimRandom.Mix(hash + letter);
        return (int)(hash % (ulong)shards);
    }
}
