using System.Numerics;
using System.Runtime.InteropServices;

namespace Pipeline.Core.Memory;

/// <summary>
/// Blocks inside an arena's pages: sizes of a power of two and one and a half of it, 16 bytes to 64 KiB, cut from slabs of one size;
/// freed ones are chained through themselves. Above 64 KiB: runs of whole pages.
/// </summary>
internal sealed unsafe class BlockAllocator(Arena arena)
{
    private const int Classes = 26;
    private const int PageBytes = PagePool.PageBytes;

    private readonly uint[] _free = new uint[Classes];
    private readonly uint[] _next = new uint[Classes];
    private readonly uint[] _end = new uint[Classes];
    private readonly SortedDictionary<int, Stack<uint>> _freeRuns = [];
    private uint _slabNext;
    private uint _slabEnd;

    /// <summary>The bytes that a block of this size really takes.</summary>
    public static int Rounded(int bytes) =>
        bytes > PageBytes ? (bytes + PageBytes - 1) / PageBytes * PageBytes : SizeOf(ClassOf(bytes));

    /// <summary>Keeps the first page's first units out of use, so that no block has handle 0; the rest of that page is the first slab.</summary>
    public void Reserve(int units)
    {
        _slabNext = (uint)units;
        _slabEnd = PageBytes >> PageTable.UnitShift;
    }

    public uint Allocate(int bytes)
    {
        if (bytes > PageBytes) return AllocateRun((bytes + PageBytes - 1) / PageBytes);
        int size = ClassOf(bytes);
        uint handle = _free[size];
        if (handle != 0)
        {
            uint* block = arena.Write<uint>(handle);
            _free[size] = *block;
            NativeMemory.Clear(block, (nuint)SizeOf(size));
            return handle;
        }

        if (_next[size] == _end[size]) TakeSlab(size);
        handle = _next[size];
        _next[size] += (uint)SizeOf(size) >> PageTable.UnitShift;
        return handle;
    }

    public void Free(uint handle, int bytes)
    {
        if (bytes > PageBytes)
        {
            int pages = (bytes + PageBytes - 1) / PageBytes;
            if (!_freeRuns.TryGetValue(pages, out Stack<uint>? runs)) _freeRuns[pages] = runs = new Stack<uint>();
            runs.Push(handle);
            return;
        }

        int size = ClassOf(bytes);
        *arena.Write<uint>(handle) = _free[size];
        _free[size] = handle;
    }

    public void WriteRoot(RootWriter root)
    {
        for (int i = 0; i < Classes; i++)
        {
            root.UInt(_free[i]);
            root.UInt(_next[i]);
            root.UInt(_end[i]);
        }

        root.UInt(_slabNext);
        root.UInt(_slabEnd);
        root.Int(_freeRuns.Count);
        foreach ((int pages, Stack<uint> runs) in _freeRuns)
        {
            root.Int(pages);
            root.Int(runs.Count);

            // From the bottom: put back in this order, the one freed last is the first to be used again.
            foreach (uint run in runs.Reverse()) root.UInt(run);
        }
    }

    public void Restore(RootReader root)
    {
        for (int i = 0; i < Classes; i++)
        {
            _free[i] = root.UInt();
            _next[i] = root.UInt();
            _end[i] = root.UInt();
        }

        _slabNext = root.UInt();
        _slabEnd = root.UInt();
        for (int kinds = root.Int(); kinds > 0; kinds--)
        {
            var runs = new Stack<uint>();
            _freeRuns[root.Int()] = runs;
            for (int i = root.Int(); i > 0; i--) runs.Push(root.UInt());
        }
    }

    // Classes 0.. are 16, 24→32, 32, 48, 64, 96, 128 …: even ones 16 << (i / 2), odd ones half as much again.
    private static int ClassOf(int bytes)
    {
        if (bytes <= 16) return 0;
        int log = 31 - BitOperations.LeadingZeroCount((uint)(bytes - 1));
        int low = 1 << log;
        bool half = bytes <= low + (low >> 1) && low >= 32;
        return ((log - 4) * 2) + (half ? 1 : 2);
    }

    private static int SizeOf(int size)
    {
        int low = 16 << (size >> 1);
        return (size & 1) == 0 ? low : low + (low >> 1);
    }

    private uint AllocateRun(int pages)
    {
        if (!_freeRuns.TryGetValue(pages, out Stack<uint>? runs) || runs.Count == 0) return arena.AddPages(pages);
        uint handle = runs.Pop();
        for (uint i = 0; i < pages; i++)
            NativeMemory.Clear(arena.Write<byte>(handle + (i << PageTable.PageUnitShift)), PageBytes);
        return handle;
    }

    private void TakeSlab(int size)
    {
        int block = SizeOf(size);
        int slab = block >= 4096 ? block : Math.Clamp(block * 16, 1024, 8192) / block * block;
        slab = (slab + 63) & ~63;
        uint units = (uint)slab >> PageTable.UnitShift;
        if (slab > PageBytes / 2)
        {
            // As good as a page: it gets one of its own, and the page that smaller slabs are cut from stays theirs.
            _next[size] = arena.AddPages(1);
            _end[size] = _next[size] + units;
            return;
        }

        if (_slabEnd - _slabNext < units)
        {
            uint page = arena.AddPages(1);
            (_slabNext, _slabEnd) = (page, page + (1u << PageTable.PageUnitShift));
        }

        _next[size] = _slabNext;
        _end[size] = _slabNext + ((uint)(slab / block * block) >> PageTable.UnitShift);
        _slabNext += units;
    }
}
