using Pipeline.Core.Decoding;

namespace Pipeline.Engine.Feeds;

/// <summary>
/// Reads the lines of files, one behind the other, as records (<c>docs/semantics.md</c> §1): without <c>\n</c> or <c>\r\n</c>, no empty
/// lines, no byte-order mark. Not for several threads.
/// </summary>
public sealed class LineReader : IDisposable
{
    /// <summary>Bytes that are asked of a file at once.</summary>
    public const int ReadBytes = 1 << 18;

    private readonly IReadOnlyList<Func<Stream>> _files;
    private byte[] _rest = [];
    private Stream? _file;
    private int _next;
    private bool _atStart;

    /// <summary>Reads these files in this order; each is opened when its turn comes.</summary>
    public LineReader(IReadOnlyList<Func<Stream>> files) => _files = files;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Whether all is read.</summary>
    public bool IsDone => _file is null && _next == _files.Count;

    /// <summary>
    /// Fills the block with the next lines; false when all is read. The block's partition and first offset are the caller's.
    /// </summary>
    public bool TryRead(RawBlock block)
    {
        block.Clear();
        while (block.Count == 0)
        {
            if (_file is null && !TryOpen()) return false;
            block.EnsureRoom(_rest.Length + ReadBytes);
            _rest.CopyTo(block.Buffer, 0);
            int kept = _rest.Length;
            int read = _file!.Read(block.Buffer, kept, ReadBytes);
            BytesRead += read;
            int end = kept + read;
            if (read == 0) _file = Close(_file);
            Split(block, kept, end, isLast: read == 0);
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
        _atStart = true;
        _rest = [];
        return true;
    }

    private void Split(RawBlock block, int searched, int end, bool isLast)
    {
        int start = 0;
        byte[] bytes = block.Buffer;
        if (_atStart && end < 3 && !isLast)
        {
            _rest = bytes[..end];
            return;
        }

        if (_atStart)
        {
            if (bytes.AsSpan(0, end).StartsWith("\uFEFF"u8)) start = 3;
            _atStart = false;
        }

        int from = Math.Max(searched, start);
        while (true)
        {
            int length = bytes.AsSpan(from, end - from).IndexOf((byte)'\n');
            if (length < 0) break;
            AddLine(block, start, from + length);
            from = start = from + length + 1;
        }

        if (isLast && start < end)
        {
            AddLine(block, start, end);
            start = end;
        }

        _rest = bytes[start..end];
        block.Length = end;
    }

    private static void AddLine(RawBlock block, int start, int end)
    {
        if (end > start && block.Buffer[end - 1] == (byte)'\r') end--;
        if (end > start) block.Add(start, end - start, RecordSpan.NoTimestamp);
    }
}
