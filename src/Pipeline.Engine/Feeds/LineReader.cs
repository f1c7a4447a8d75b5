using Pipeline.Core.Decoding;
using Pipeline.Log;

namespace Pipeline.Engine.Feeds;

/// <summary>
/// Reads the lines of files, one behind the other, as records (<c>docs/semantics.md</c> §1): without <c>\n</c> or <c>\r\n</c>, no empty
/// lines, no byte-order mark. Of a line that is longer than a log's record may be, only the beginning is a record, and it is counted. Not for
/// several threads.
/// </summary>
public sealed class LineReader : ILineSource
{
    /// <summary>Bytes that are asked of a file at once.</summary>
    public const int ReadBytes = 1 << 18;

    /// <summary>The longest line that is a record whole, in bytes: as long as a log's record.</summary>
    public const int LongestLine = LogWriterOptions.MaxRecordBytes;

    /// <summary>So many of the lines that were cut are named.</summary>
    public const int NamedCutLines = 10;

    private readonly IReadOnlyList<Func<Stream>> _files;
    private readonly int _longest;
    private readonly List<CutLine> _cut = [];
    private byte[] _rest = [];
    private Stream? _file;
    private int _next;
    private long _fileBytes;
    private bool _atStart;
    private bool _isSkipping;

    /// <summary>Reads these files in this order; each is opened when its turn comes.</summary>
    /// <param name="files">The files.</param>
    /// <param name="longestLine">Bytes, at least 1, that are taken of a line. Default: <see cref="LongestLine"/>.</param>
    public LineReader(IReadOnlyList<Func<Stream>> files, int longestLine = LongestLine) => (_files, _longest) = (files, longestLine);

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>How many lines were cut so far.</summary>
    public long CutLines { get; private set; }

    /// <summary>The first of them, at most <see cref="NamedCutLines"/>.</summary>
    public IReadOnlyList<CutLine> FirstCutLines => _cut;

    /// <summary>Whether all is read.</summary>
    public bool IsDone => _file is null && _next == _files.Count;

    /// <summary>
    /// Fills the block with the next lines; false when all is read. The block's partition and first offset are the caller's.
    /// </summary>
    public bool TryRead(RawBlock block)
    {
        // As long as the block has no line, it holds the beginning of one, which grows in place: each byte is copied a few times at most.
        block.Clear();
        block.AppendText(_rest);
        _rest = [];
        while (block.Count == 0)
        {
            if (_file is null && !TryOpen()) return false;
            block.EnsureRoom(ReadBytes);
            int searched = block.Length;
            int read = _file!.Read(block.Buffer, searched, ReadBytes);
            block.Length += read;
            BytesRead += read;
            _fileBytes += read;
            if (read == 0) _file = Close(_file);
            Split(block, searched, isLast: read == 0);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static Stream? Close(Stream file)
    {
        file.Dispose();
        return null;
    }

    private bool TryOpen()
    {
        if (_next == _files.Count) return false;
        _file = _files[_next++]();
        _fileBytes = 0;
        _atStart = true;
        _isSkipping = false;
        return true;
    }

    private void Split(RawBlock block, int searched, bool isLast)
    {
        byte[] bytes = block.Buffer;
        int end = block.Length;
        if (!TryFindStart(bytes.AsSpan(0, end), isLast, ref searched, out int start))
        {
            if (_isSkipping) block.Length = 0;
            return;
        }

        for (int length; (length = bytes.AsSpan(searched, end - searched).IndexOf((byte)'\n')) >= 0;)
        {
            int lineEnd = searched + length;
            AddLine(block, start, lineEnd > start && bytes[lineEnd - 1] == (byte)'\r' ? lineEnd - 1 : lineEnd);
            searched = start = lineEnd + 1;
        }

        // One byte more may be the \r of a line's end.
        bool isTooLong = end - start - 1 > _longest;
        if (isLast || isTooLong)
        {
            AddLine(block, start, end);
            start = end;
            _isSkipping = !isLast;
        }

        Keep(block, start, end);
    }

    /// <summary>Where lines begin: behind the rest of one that was cut, behind a byte-order mark; false while that is not known.</summary>
    private bool TryFindStart(ReadOnlySpan<byte> bytes, bool isLast, ref int searched, out int start)
    {
        start = 0;
        if (_isSkipping)
        {
            int end = bytes.IndexOf((byte)'\n');
            if (end < 0) return false;
            _isSkipping = false;
            searched = start = end + 1;
        }
        else if (_atStart)
        {
            if (bytes.Length < 3 && !isLast) return false;
            _atStart = false;
            searched = start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        }

        return true;
    }

    private static void MoveToFront(RawBlock block, int start, int end)
    {
        if (start > 0) block.Buffer.AsSpan(start, end - start).CopyTo(block.Buffer);
        block.Length = end - start;
    }

    /// <summary>Keeps the beginning of the next line: with the block's lines for the next call, without any where it grows on.</summary>
    private void Keep(RawBlock block, int start, int end)
    {
        if (block.Count == 0)
        {
            MoveToFront(block, start, end);
            return;
        }

        _rest = block.Buffer[start..end];
        block.Length = start;
    }

    private void AddLine(RawBlock block, int start, int end)
    {
        if (end == start) return;
        if (end - start > _longest)
        {
            if (CutLines++ < NamedCutLines) _cut.Add(new CutLine(_next - 1, _fileBytes - (block.Length - start)));
            end = start + _longest;
        }

        block.Add(start, end - start, RecordSpan.NoTimestamp);
    }
}
