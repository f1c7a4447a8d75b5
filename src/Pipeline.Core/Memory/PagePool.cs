using System.Runtime.InteropServices;

namespace Pipeline.Core.Memory;

/// <summary>
/// Hands out pages of 64 KiB from chunks of 2 MiB (so that an operating system can back them with huge pages) and takes them back.
/// Safe for several threads. Memory is returned to the system when the pool is disposed.
/// </summary>
public sealed unsafe class PagePool : IDisposable
{
    /// <summary>Bytes of a page.</summary>
    public const int PageBytes = 1 << 16;

    private const int ChunkBytes = 1 << 21;

    private readonly Lock _lock = new();
    private readonly List<nint> _chunks = [];
    private readonly Stack<nint> _free = new();
    private readonly Action<nint, int>? _advise;
    private int _unused;

    /// <summary>A pool.</summary>
    /// <param name="advise">Told of each new chunk (address, bytes), before it is touched: may ask for huge pages.</param>
    public PagePool(Action<nint, int>? advise = null) => _advise = advise;

    /// <summary>Bytes taken from the system.</summary>
    public long ReservedBytes
    {
        get
        {
            lock (_lock) return (long)_chunks.Count * ChunkBytes;
        }
    }

    /// <summary>A page filled with zeros.</summary>
    internal byte* Rent()
    {
        byte* page = Take();
        NativeMemory.Clear(page, PageBytes);
        return page;
    }

    /// <summary>A page with the content of another.</summary>
    internal byte* RentCopy(byte* source)
    {
        byte* page = Take();
        NativeMemory.Copy(source, page, PageBytes);
        return page;
    }

    /// <summary>Takes a page back.</summary>
    internal void Return(byte* page)
    {
        lock (_lock) _free.Push((nint)page);
    }

    /// <summary>Frees all memory; no page may be in use any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (nint chunk in _chunks) NativeMemory.AlignedFree((void*)chunk);
            _chunks.Clear();
            _free.Clear();
            _unused = 0;
        }
    }

    private byte* Take()
    {
        lock (_lock)
        {
            if (_free.TryPop(out nint page)) return (byte*)page;
            if (_unused == 0)
            {
                nint chunk = (nint)NativeMemory.AlignedAlloc(ChunkBytes, ChunkBytes);
                _advise?.Invoke(chunk, ChunkBytes);
                _chunks.Add(chunk);
                _unused = ChunkBytes / PageBytes;
            }

            _unused--;
            return (byte*)_chunks[^1] + (_unused * PageBytes);
        }
    }
}
