using System.Runtime.InteropServices;

namespace Pipeline.Core.Memory;

/// <summary>An arena as it was at one moment. Any thread may read it until it is disposed.</summary>
internal sealed unsafe class ArenaView : IDisposable
{
    private readonly ArenaViews _owner;
    private readonly bool[] _done;
    private PageEntry* _table;

    internal ArenaView(ArenaViews owner, PageEntry* table, int pages, uint generation)
    {
        _owner = owner;
        Pages = pages;
        _done = new bool[pages];
        Generation = generation;
        nuint bytes = (nuint)Math.Max(pages, 1) * (nuint)sizeof(PageEntry);
        _table = (PageEntry*)NativeMemory.Alloc(bytes);
        NativeMemory.Copy(table, _table, (nuint)pages * (nuint)sizeof(PageEntry));
    }

    public int Pages { get; }

    /// <summary>The arena's generation when the view was taken: the last one whose writes it shows.</summary>
    public uint Generation { get; }

    public PageTable Table => new(_table);

    /// <summary>Whether the page was written in a generation after <paramref name="generation"/>.</summary>
    public bool WrittenAfter(int page, uint generation) => _table[page].WrittenIn > generation;

    /// <summary>The page will not be read through this view any more: whoever writes to it need not leave it a copy.</summary>
    public void Done(int page) => _owner.Note(_done, page);

    /// <summary>Whether <see cref="Done"/> was said of the page; asked by the owner, under its lock.</summary>
    public bool IsDone(int page) => _done[page];

    public ReadOnlySpan<byte> Page(int page) => new(_table[page].Memory, PagePool.PageBytes);

    public void Dispose()
    {
        if (_table == null) return;
        _owner.Release(this);
        NativeMemory.Free(_table);
        _table = null;
    }
}
