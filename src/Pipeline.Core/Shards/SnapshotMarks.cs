namespace Pipeline.Core.Shards;

/// <summary>
/// What a shard's newest snapshot holds: for each address space the generation up to which its pages are written. Pages written later are
/// what the next snapshot writes. Good only for the shard that it came from.
/// </summary>
public sealed class SnapshotMarks
{
    internal Dictionary<long, uint> Generations { get; } = [];

    /// <summary>The address space of the shard's own state.</summary>
    internal const long OwnSpace = 0;

    /// <summary>The address space of a day.</summary>
    internal static long SpaceOf(int day) => day + 1L;
}
