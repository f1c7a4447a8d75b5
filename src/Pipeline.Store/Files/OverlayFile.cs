namespace Pipeline.Store.Files;

/// <summary>A file of <see cref="OverlayFiles"/>: read from below until the first write, from then on in memory.</summary>
/// <param name="below">What it was; null for a new file.</param>
internal sealed class OverlayFile(IStoreFile? below) : IStoreFile
{
    private byte[]? _bytes = below is null ? [] : null;
    private long _length = below?.Length ?? 0;

    public long Length => _length;

    /// <summary>Whoever opens it again goes on with what is here: closing it for one says nothing of the others.</summary>
    public IStoreFile Opened() => this;

    public int Read(long position, Span<byte> target)
    {
        int count = (int)Math.Clamp(_length - position, 0, target.Length);
        if (_bytes is null) return below!.Read(position, target[..count]);
        _bytes.AsSpan((int)position, count).CopyTo(target);
        return count;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        long needed = Math.Max(_length, position + bytes.Length);
        byte[] all = new byte[needed];
        if (_bytes is null) _ = below!.Read(0, all.AsSpan(0, (int)_length));
        else _bytes.AsSpan(0, (int)_length).CopyTo(all);
        bytes.CopyTo(all.AsSpan((int)position));
        (_bytes, _length) = (all, needed);
    }

    public void Cut(long length) => _length = Math.Min(_length, length);

    public void Flush()
    {
        // Nothing here is meant to last.
    }

    public void Dispose()
    {
        // The overlay closes what is below: see Opened.
    }

    /// <summary>Closes what is below.</summary>
    public void Close() => below?.Dispose();
}
