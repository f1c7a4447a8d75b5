using Pipeline.Core.Decoding;
using Pipeline.Engine.Feeds;

namespace Pipeline.Cli.Commands;

/// <summary>A feed that says after each block that it moved on.</summary>
internal sealed class ReportingFeed(IBlockFeed feed, Action moved) : IBlockFeed
{
    public bool IsDone => feed.IsDone;

    public bool TryRead(RawBlock block)
    {
        bool read = feed.TryRead(block);
        if (read) moved();
        return read;
    }

    public void Decoded(int partition, long newestTimestamp) => feed.Decoded(partition, newestTimestamp);
}
