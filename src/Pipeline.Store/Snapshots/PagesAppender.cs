using System.Runtime.InteropServices;
using Pipeline.Core.Snapshots;
using Pipeline.Store.Files;

namespace Pipeline.Store.Snapshots;

/// <summary>
/// Writes a file of pages from its beginning to its end, past the page cache. Some MiB are made durable at a time: what the system holds
/// back is then little, and an epoch that is registered meanwhile on the same disk does not wait for a whole snapshot.
/// </summary>
internal sealed unsafe class PagesAppender : IDisposable
{
    /// <summary>Bytes gathered for one write.</summary>
    private const int BufferBytes = 1 << 20;

    /// <summary>Bytes after which the file is flushed.</summary>
    private const long FlushEach = 8 << 20;

    private readonly IStoreFile _file;
    private byte* _buffer;
    private int _buffered;
    private long _written;
    private long _flushed;

    public PagesAppender(IFileLayer files, string path, SnapshotName name)
    {
        _file = files.Open(path, FileUse.CreateNewPastCache);
        _buffer = (byte*)NativeMemory.AlignedAlloc(BufferBytes, DiskFile.BlockBytes);
        PagesFileFormat.WriteHeader(new Span<byte>(_buffer, BufferBytes), name);
        _buffered = PagesFileFormat.HeaderBytes;
    }

    public long Length => _written + _buffered;

    /// <summary>Appends a page's bytes; where they begin.</summary>
    public long Append(ReadOnlySpan<byte> page)
    {
        long position = Length;
        while (page.Length > 0)
        {
            int part = Math.Min(page.Length, BufferBytes - _buffered);
            page[..part].CopyTo(new Span<byte>(_buffer + _buffered, part));
            _buffered += part;
            page = page[part..];
            if (_buffered == BufferBytes) WriteBuffer();
        }

        return position;
    }

    /// <summary>Makes everything durable.</summary>
    public void Finish()
    {
        WriteBuffer();
        _file.Flush();
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_buffer);
        _buffer = null;
        _file.Dispose();
    }

    private void WriteBuffer()
    {
        _file.Write(_written, new ReadOnlySpan<byte>(_buffer, _buffered));
        _written += _buffered;
        _buffered = 0;
        if (_written - _flushed < FlushEach) return;
        _file.Flush();
        _flushed = _written;
    }
}
