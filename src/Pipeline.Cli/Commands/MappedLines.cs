using Pipeline.Cli.Frame;
using Pipeline.Core.Decoding;
using Pipeline.Engine.Feeds;
using Pipeline.Import;

namespace Pipeline.Cli.Commands;

/// <summary>The events that a mapping makes of files' lines.</summary>
internal sealed class MappedLines(MappedReader reader, IReadOnlyList<string> files) : ILineSource
{
    /// <inheritdoc/>
    public long BytesRead => reader.BytesRead;

    /// <inheritdoc/>
    public long CutLines => reader.CutLines;

    /// <inheritdoc/>
    public IReadOnlyList<CutLine> FirstCutLines => [.. reader.FirstCutLines.Select(cut => new CutLine(cut.File, cut.Offset))];

    /// <summary>What became of the lines so far.</summary>
    internal MappedCounts Counts => reader.Counts;

    /// <inheritdoc/>
    /// <exception cref="CliException">A file is not one that the mapping is for.</exception>
    public bool TryRead(RawBlock block)
    {
        try
        {
            return reader.TryRead(block);
        }
        catch (UnfitFileException unfit)
        {
            throw MappingFile.Unfit(unfit, files);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();
}
