namespace Pipeline.Import.Files;

/// <summary>
/// Cuts a stream into records: lines without <c>\n</c> or <c>\r\n</c>, empty ones and a byte-order mark passed over; with quotes, a line's end inside a
/// quoted field belongs to the record. Not for several threads.
/// </summary>
internal sealed class RecordCutter : IDisposable
{
    /// <summary>Bytes that are asked of a stream at once.</summary>
    internal const int ReadBytes = 1 << 18;

    /// <summary>
    /// A quoted field that does not end so many bytes behind its record's beginning has no end: the record is then the one line that it begins in,
    /// so that a stray quote costs a line and not the rest of the file.
    /// </summary>
    internal const int LongestQuoted = 1 << 20;

    private readonly Stream _stream;
    private readonly byte? _delimiter;
    private readonly int _longest;
    private int _start, _end;
    private long _line = 1;
    private bool _isSkipping;

    /// <param name="stream">The stream; closed with this.</param>
    /// <param name="delimiter">What stands between fields that may be quoted; null: lines.</param>
    /// <param name="longest">Bytes that are taken of a longer line.</param>
    internal RecordCutter(Stream stream, byte? delimiter, int longest) => (_stream, _delimiter, _longest) = (stream, delimiter, longest);

    /// <summary>The bytes that records lie in, until more is read.</summary>
    internal byte[] Buffer { get; private set; } = new byte[ReadBytes * 2];

    /// <summary>Bytes read so far.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>All is read.</summary>
    internal bool IsAtEnd { get; private set; }

    /// <summary>The bytes that are not cut yet.</summary>
    internal ReadOnlySpan<byte> Rest => Buffer.AsSpan(_start, _end - _start);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>The byte of the stream that a record begins at, until more is read.</summary>
    internal long OffsetOf(CutRecord record) => BytesRead - (_end - record.Start);

    /// <summary>Reads more, once.</summary>
    /// <exception cref="IOException">Reading failed.</exception>
    internal void Fill()
    {
        if (_start > 0)
        {
            Rest.CopyTo(Buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (Buffer.Length - _end < ReadBytes)
        {
            byte[] larger = new byte[Math.Max(Buffer.Length * 2, _end + ReadBytes)];
            Rest.CopyTo(larger);
            Buffer = larger;
        }

        bool isFirst = BytesRead == 0;
        int read = _stream.Read(Buffer, _end, ReadBytes);

        // A stream may give a byte at a time: of its first three it must be known whether they are a byte-order mark.
        while (isFirst && read is > 0 and < 3 && _stream.Read(Buffer, _end + read, ReadBytes - read) is > 0 and int more) read += more;
        _end += read;
        BytesRead += read;
        IsAtEnd = read == 0;
        if (isFirst && Rest.StartsWith("\uFEFF"u8)) _start += 3;
    }

    /// <summary>The next record; false when more must be read for it, or, at the end, when there is none.</summary>
    internal bool TryNext(out CutRecord record)
    {
        while (_start < _end)
        {
            if (!TryFindEnd(out int length, out bool hasEnd)) break;
            bool wasSkipping = _isSkipping;
            (int start, long line) = (_start, _line);
            _start += hasEnd ? length + 1 : length;
            _isSkipping = !hasEnd && !IsAtEnd;
            ReadOnlySpan<byte> text = Buffer.AsSpan(start, length);
            if (hasEnd) _line += 1 + (_delimiter is null ? 0 : text.Count((byte)'\n'));
            if (text.EndsWith("\r"u8) && hasEnd) length--;
            if (wasSkipping || length == 0) continue;
            record = new CutRecord(start, Math.Min(length, _longest), line, length > _longest);
            return true;
        }

        record = default;
        return false;
    }

    /// <summary>The length of the record at the beginning, and whether a line's end stands behind it; false when more must be read.</summary>
    private bool TryFindEnd(out int length, out bool hasEnd)
    {
        ReadOnlySpan<byte> rest = Rest;
        length = rest.IndexOf((byte)'\n');
        hasEnd = length >= 0;
        if (!hasEnd)
        {
            // Of a line that is too long the beginning is enough; one byte more may be the \r of its end.
            length = rest.Length;
            return IsAtEnd || _isSkipping || length - 1 > _longest;
        }

        if (_delimiter is not { } delimiter || _isSkipping || !rest[..length].Contains((byte)'"')) return true;
        bool isWhole = IsAtEnd || rest.Length > LongestQuoted;
        int end = QuotedEnd(rest[..Math.Min(rest.Length, LongestQuoted)], delimiter, isWhole);
        if (end < 0) return isWhole;
        (length, hasEnd) = (end, end < rest.Length);
        return true;
    }

    /// <summary>Where the line's end lies that ends the record; -1 when none is there.</summary>
    private static int QuotedEnd(ReadOnlySpan<byte> text, byte delimiter, bool isWhole)
    {
        for (int at = 0; ;)
        {
            if (at < text.Length && text[at] == '"')
            {
                int from = at + 1;
                while (true)
                {
                    int quote = text[from..].IndexOf((byte)'"');
                    if (quote < 0) return -1;
                    from += quote + 1;
                    if (from == text.Length) return isWhole ? from : -1;
                    if (text[from] != '"') break;
                    from++;
                }

                at = from;
            }

            int length = text[at..].IndexOfAny(delimiter, (byte)'\n');
            if (length < 0) return isWhole ? text.Length : -1;
            at += length;
            if (text[at] == '\n') return at;
            at++;
        }
    }
}
