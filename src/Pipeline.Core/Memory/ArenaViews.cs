namespace Pipeline.Core.Memory;

/// <summary>
/// Knows which views of an arena are being read, and keeps the pages that they alone still need.
/// A page written in generation w and replaced in generation r is needed by views of the generations w to r - 1.
/// </summary>
internal sealed unsafe class ArenaViews(PagePool pool)
{
    private readonly Lock _lock = new();
    private readonly List<ArenaView> _open = [];
    private readonly List<(nint Memory, int Page, uint From, uint To)> _retired = [];
    private volatile bool _any;

    /// <summary>Whether a view is being read.</summary>
    public bool Any => _any;

    public ArenaView Take(PageEntry* table, int pages, uint generation)
    {
        lock (_lock)
        {
            var view = new ArenaView(this, table, pages, generation);
            _open.Add(view);
            _any = true;
            return view;
        }
    }

    /// <summary>True when an open view needs the page's memory: it is kept for it, and the writer takes another.</summary>
    public bool Retire(byte* memory, int page, uint from, uint to)
    {
        if (!_any) return false;
        lock (_lock)
        {
            if (!IsNeeded(page, from, to)) return false;
            _retired.Add(((nint)memory, page, from, to));
            return true;
        }
    }

    /// <summary>A view needs a page no longer.</summary>
    public void Note(bool[] done, int page)
    {
        lock (_lock) done[page] = true;
    }

    public void Release(ArenaView view)
    {
        lock (_lock)
        {
            if (!_open.Remove(view)) return;
            _any = _open.Count > 0;
            for (int i = _retired.Count - 1; i >= 0; i--)
            {
                if (IsNeeded(_retired[i].Page, _retired[i].From, _retired[i].To)) continue;
                pool.Return((byte*)_retired[i].Memory);
                _retired.RemoveAt(i);
            }
        }
    }

    /// <summary>The arena goes: views that are still open lose what they read.</summary>
    public void Close()
    {
        lock (_lock)
        {
            foreach ((nint memory, _, _, _) in _retired) pool.Return((byte*)memory);
            _retired.Clear();
            _open.Clear();
            _any = false;
        }
    }

    private bool IsNeeded(int page, uint from, uint to)
    {
        foreach (ArenaView view in _open)
        {
            if (view.Generation >= from && view.Generation < to && !view.IsDone(page)) return true;
        }

        return false;
    }
}
