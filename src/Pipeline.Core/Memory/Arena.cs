using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pipeline.Core.Memory;

/// <summary>
/// A shard's memory: an address space of 64 KiB pages, so that a sealed state can be read while the fold goes on (a page's first write
/// after a view was taken copies it) and a snapshot is the pages that were written since the last one.
/// Handles count units of 8 bytes. Blocks up to 64 KiB never cross a page; larger ones are runs of whole pages whose handles are
/// consecutive though their memory is not. One thread writes; views are read by any.
/// </summary>
internal sealed unsafe class Arena : IDisposable
{
    private const int FirstUnits = 8;

    private readonly PagePool _pool;
    private readonly ArenaViews _views;
    private readonly BlockAllocator _blocks;
    private PageEntry* _table;
    private int _capacity = 4;
    private uint _generation = 1;

    public Arena(PagePool pool)
    {
        _pool = pool;
        _views = new ArenaViews(pool);
        _blocks = new BlockAllocator(this);
        _table = (PageEntry*)NativeMemory.AllocZeroed((nuint)_capacity, (nuint)sizeof(PageEntry));
    }

    /// <summary>Number of pages.</summary>
    public int Pages { get; private set; }

    /// <summary>The living pages.</summary>
    public PageTable Table => new(_table);

    /// <summary>Whether a view is in use, by whatever thread.</summary>
    public bool IsViewed => _views.Any;

    /// <summary>Grows by one with every view: what was written since carries a number at least as high.</summary>
    public uint Generation => _generation;

    /// <summary>Reads at a handle. The pointer is good until something on the same page is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Read<T>(uint handle)
        where T : unmanaged =>
        (T*)(_table[handle >> PageTable.PageUnitShift].Memory + ((handle & PageTable.PageUnitMask) << PageTable.UnitShift));

    /// <summary>Writes at a handle: the page is made this generation's own first. The pointer is good until the next view is taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Write<T>(uint handle)
        where T : unmanaged
    {
        PageEntry* entry = _table + (handle >> PageTable.PageUnitShift);
        if (entry->WrittenIn != _generation) Touch(entry);
        return (T*)(entry->Memory + ((handle & PageTable.PageUnitMask) << PageTable.UnitShift));
    }

    /// <summary>A block of at least that many bytes, all zero.</summary>
    public uint Allocate(int bytes)
    {
        if (Pages == 0) AddPages(1);
        return _blocks.Allocate(bytes);
    }

    /// <summary>Gives a block back; <paramref name="bytes"/> as it was asked for.</summary>
    public void Free(uint handle, int bytes) => _blocks.Free(handle, bytes);

    /// <summary>Adds consecutive empty pages; the handle of the first.</summary>
    internal uint AddPages(int count)
    {
        if (Pages + count > _capacity) GrowTable(Pages + count);
        int first = Pages;
        for (int i = 0; i < count; i++)
            _table[Pages++] = new PageEntry { Memory = _pool.Rent(), WrittenIn = _generation };
        if (first == 0) _blocks.Reserve(FirstUnits);
        return (uint)first << PageTable.PageUnitShift;
    }

    /// <summary>The state of this moment, to be read while the arena goes on. Dispose it soon: it holds copies of what changes.</summary>
    public ArenaView TakeView()
    {
        ArenaView view = _views.Take(_table, Pages, _generation);
        _generation++;
        return view;
    }

    /// <summary>Whether any page was written in a generation after <paramref name="generation"/>.</summary>
    public bool WrittenAfter(uint generation)
    {
        for (int i = 0; i < Pages; i++)
        {
            if (_table[i].WrittenIn > generation) return true;
        }

        return false;
    }

    /// <summary>Writes what is needed to use the pages again.</summary>
    public void WriteRoot(RootWriter root)
    {
        root.Int(Pages);
        _blocks.WriteRoot(root);
    }

    /// <summary>Reads pages and root back into an empty arena; nothing counts as written since.</summary>
    public void Restore(RootReader root, Action<int, Span<byte>> readPage)
    {
        Debug.Assert(Pages == 0, "only an empty arena is restored");
        int pages = root.Int();
        if (pages > _capacity) GrowTable(pages);
        for (int i = 0; i < pages; i++)
        {
            byte* memory = _pool.Rent();
            _table[i] = new PageEntry { Memory = memory };
            Pages = i + 1;
            readPage(i, new Span<byte>(memory, PagePool.PageBytes));
        }

        _blocks.Restore(root);
    }

    public void Dispose()
    {
        if (_table == null) return;
        _views.Close();
        for (int i = 0; i < Pages; i++) _pool.Return(_table[i].Memory);
        NativeMemory.Free(_table);
        _table = null;
        Pages = 0;
    }

    private void GrowTable(int needed)
    {
        int capacity = Math.Max(_capacity * 2, needed);
        _table = (PageEntry*)NativeMemory.Realloc(_table, (nuint)capacity * (nuint)sizeof(PageEntry));
        _capacity = capacity;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Touch(PageEntry* entry)
    {
        // A view that was taken after the page's last write may be reading it: leave it that memory.
        if (_views.Retire(entry->Memory, (int)(entry - _table), entry->WrittenIn, _generation)) entry->Memory = _pool.RentCopy(entry->Memory);
        entry->WrittenIn = _generation;
    }
}
