using Pipeline.Core.Decoding;

namespace Pipeline.Engine.Feeds;

/// <summary>Where blocks come from: a log's partitions or files. Called by one thread at a time.</summary>
public interface IBlockFeed
{
    /// <summary>Fills the block with the next records of some partition; false when there is nothing now.</summary>
    bool TryRead(RawBlock block);

    /// <summary>Whether nothing will ever come again.</summary>
    bool IsDone { get; }

    /// <summary>Tells the newest time of a block that was decoded, so that partitions keep in step.</summary>
    void Decoded(int partition, long newestTimestamp);
}
