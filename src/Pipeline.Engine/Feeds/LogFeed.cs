using Pipeline.Core.Decoding;
using Pipeline.Log;

namespace Pipeline.Engine.Feeds;

/// <summary>
/// The partitions of a log. Of those with a backlog the one whose records' time is furthest behind is read next, so that none runs ahead
/// of another by more than the blocks in flight.
/// </summary>
public sealed class LogFeed : IBlockFeed, IDisposable
{
    private const int RecordsPerBlock = 4096;
    private const int BytesPerBlock = 1 << 20;

    private readonly PartitionReader[] _byTime;

    /// <summary>A feed of all partitions; none reads before it has begun.</summary>
    public LogFeed(LogFolder log)
    {
        Partitions = [.. Enumerable.Range(0, log.Partitions).Select(p => new PartitionReader(log, p))];
        _byTime = [.. Partitions];
    }

    /// <summary>The partitions.</summary>
    public IReadOnlyList<PartitionReader> Partitions { get; }

    /// <summary>Whether the feed is done once every partition is at its limit; default false.</summary>
    public bool EndsAtLimits { get; set; }

    /// <inheritdoc/>
    public bool IsDone => EndsAtLimits && Partitions.All(p => p.Position >= p.Limit);

    /// <inheritdoc/>
    public bool TryRead(RawBlock block)
    {
        if (_byTime.Length > 1) Array.Sort(_byTime, static (a, b) => a.Newest.CompareTo(b.Newest));
        foreach (PartitionReader reader in _byTime)
        {
            if (reader.TryRead(block, RecordsPerBlock, BytesPerBlock)) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Decoded(int partition, long newestTimestamp) => Partitions[partition].Decoded(newestTimestamp);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PartitionReader reader in Partitions) reader.Dispose();
    }
}
