namespace Pipeline.Cli.Serving;

/// <summary>Lines as they come in, each whole.</summary>
internal sealed class ReceivedLines(Stream stream)
{
    private byte[] _bytes = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>The next line that has come in, without its end; good until the next is asked for.</summary>
    internal bool TryNext(out ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> there = _bytes.AsSpan(_start, _end - _start);
        int length = there.IndexOf((byte)'\n');
        line = length < 0 ? default : there[..length];
        if (length >= 0) _start += length + 1;
        return length >= 0;
    }

    /// <summary>Waits for more; false when nothing more comes.</summary>
    internal async ValueTask<bool> FillAsync(CancellationToken stop)
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        (_start, _end) = (0, _end - _start);
        if (_end == _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        int read = await stream.ReadAsync(_bytes.AsMemory(_end), stop);
        _end += read;
        return read > 0;
    }
}
