namespace Pipeline.Core.Snapshots;

/// <summary>Reads one whole snapshot. Every read checks what it reads and throws <see cref="SnapshotDamagedException"/>.</summary>
public interface ISnapshotReader : IDisposable
{
    /// <summary>Its name.</summary>
    SnapshotName Name { get; }

    /// <summary>What was given to <see cref="ISnapshotWriter.Commit"/>.</summary>
    ReadOnlyMemory<byte> Root { get; }

    /// <summary>The spaces that have pages, ascending.</summary>
    IReadOnlyCollection<long> Spaces { get; }

    /// <summary>Number of pages of a space; 0 for an unknown one.</summary>
    int PagesOf(long space);

    /// <summary>Reads a page into <paramref name="target"/> (at least 65,536 bytes); its length. A page that is listed but missing is damage, never empty.</summary>
    int ReadPage(long space, int page, Span<byte> target);
}
