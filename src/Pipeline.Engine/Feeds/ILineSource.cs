using Pipeline.Core.Decoding;

namespace Pipeline.Engine.Feeds;

/// <summary>Lines that become records, one behind the other: of files as they are, or made of them. Not for several threads.</summary>
public interface ILineSource : IDisposable
{
    /// <summary>Bytes read so far.</summary>
    long BytesRead { get; }

    /// <summary>How many lines were longer than a record may be and were cut so far.</summary>
    long CutLines { get; }

    /// <summary>The first of them.</summary>
    IReadOnlyList<CutLine> FirstCutLines { get; }

    /// <summary>Fills the block with the next records; false when all is read. The block's partition and first offset are the caller's.</summary>
    bool TryRead(RawBlock block);
}
