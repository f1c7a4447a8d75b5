namespace Pipeline.Core.Snapshots;

/// <summary>
/// Writes one snapshot: the pages that changed since the one it is based on; all others are taken over from there.
/// Nothing of it counts before <see cref="Commit"/> returned; disposing without that leaves nothing that a reader could see.
/// </summary>
public interface ISnapshotWriter : IDisposable
{
    /// <summary>Its name.</summary>
    SnapshotName Name { get; }

    /// <summary>
    /// Pages of the base that should be written again though they did not change, so that what recovery reads and the disk
    /// holds stays within twice the state; the store decides, the caller passes each to <see cref="WritePage"/>.
    /// </summary>
    IReadOnlyCollection<(long Space, int Page)> WantsAgain { get; }

    /// <summary>A page's bytes (1 to 65,536) as of the snapshot's epoch.</summary>
    void WritePage(long space, int page, ReadOnlySpan<byte> bytes);

    /// <summary>Says how many pages a space has: those behind are forgotten. A space that is never named is taken over as it was.</summary>
    void SetPages(long space, int pages);

    /// <summary>Makes the snapshot whole, durably. <paramref name="root"/> is what the shard needs to find its way in the pages.</summary>
    void Commit(ReadOnlySpan<byte> root);
}
