using Pipeline.Core.Snapshots;
using Pipeline.Store.Files;

namespace Pipeline.Store.Snapshots;

/// <summary>
/// Writes a file of pages from its beginning to its end. Some MiB are made durable at a time: what the kernel holds back is then
/// little, and an epoch that is registered meanwhile on the same disk does not wait for a whole snapshot.
/// </summary>
internal sealed class PagesAppender : IDisposable
{
    /// <summary>Bytes gathered for one write.</summary>
    private const int BufferBytes = 1 << 20;

    /// <summary>Bytes after which the file is flushed.</summary>
    private const long FlushEach = 8 << 20;

    private readonly IStoreFile _file;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private int _buffered;
    private long _written;
    private long _flushed;

    public PagesAppender(IFileLayer files, string path, SnapshotName name)
    {
        _file = files.Open(path, FileUse.CreateNew);
        PagesFileFormat.WriteHeader(_buffer, name);
        _buffered = PagesFileFormat.HeaderBytes;
    }

    public long Length => _written + _buffered;

    /// <summary>Appends a page's bytes; where they begin.</summary>
    public long Append(ReadOnlySpan<byte> page)
    {
        if (_buffered + page.Length > BufferBytes) WriteBuffer();
        long position = Length;
        page.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += page.Length;
        return position;
    }

    /// <summary>Makes everything durable.</summary>
    public void Finish()
    {
        WriteBuffer();
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void WriteBuffer()
    {
        _file.Write(_written, _buffer.AsSpan(0, _buffered));
        _written += _buffered;
        _buffered = 0;
        if (_written - _flushed < FlushEach) return;
        _file.Flush();
        _flushed = _written;
    }
}
