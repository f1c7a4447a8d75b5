using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pipeline.Store.Files;

/// <summary>An open file of the machine.</summary>
internal sealed class DiskFile(SafeFileHandle handle, bool pastCache) : IStoreFile
{
    /// <summary>What writes past the cache must be multiples of: enough for every disk in use.</summary>
    public const int BlockBytes = 4096;

    private bool _pastCache = pastCache && PageCache.TryAvoid(handle, true);

    public long Length => RandomAccess.GetLength(handle);

    public int Read(long position, Span<byte> target)
    {
        int done = 0;
        while (done < target.Length)
        {
            int read = RandomAccess.Read(handle, target[done..], position + done);
            if (read == 0) break;
            done += read;
        }

        return done;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        if (_pastCache && !IsAligned(position, bytes)) UseCache();
        try
        {
            RandomAccess.Write(handle, bytes, position);
        }
        catch (IOException) when (_pastCache)
        {
            // A file system that takes the flag but not the write; or the medium fails, and the same write says so again.
            UseCache();
            RandomAccess.Write(handle, bytes, position);
        }
    }

    public void Cut(long length) => RandomAccess.SetLength(handle, length);

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => handle.Dispose();

    private static unsafe bool IsAligned(long position, ReadOnlySpan<byte> bytes) =>
        position % BlockBytes == 0 && bytes.Length % BlockBytes == 0
        && (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes)) % BlockBytes == 0;

    private void UseCache()
    {
        _pastCache = false;
        PageCache.TryAvoid(handle, false);
    }
}
