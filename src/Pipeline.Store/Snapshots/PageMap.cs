namespace Pipeline.Store.Snapshots;

/// <summary>All pages of a snapshot, by space and number, and the files that they are in.</summary>
internal sealed class PageMap
{
    private readonly SortedDictionary<long, List<PageRef>> _spaces = [];

    /// <summary>The files; a page names its by the index here.</summary>
    public List<PagesFile> Files { get; } = [];

    public IReadOnlyCollection<long> Spaces => _spaces.Keys;

    /// <summary>Bytes of all pages.</summary>
    public long LiveBytes => _spaces.Values.Sum(pages => pages.Sum(page => (long)page.Length));

    public IReadOnlyList<PageRef> Pages(long space) => _spaces.TryGetValue(space, out List<PageRef>? pages) ? pages : [];

    public PageMap Copy()
    {
        var copy = new PageMap();
        copy.Files.AddRange(Files);
        foreach ((long space, List<PageRef> pages) in _spaces) copy._spaces.Add(space, [.. pages]);
        return copy;
    }

    public void Set(long space, int page, PageRef reference)
    {
        List<PageRef> pages = Of(space);
        while (pages.Count <= page) pages.Add(default);
        pages[page] = reference;
    }

    public void Resize(long space, int count)
    {
        if (count == 0)
        {
            _ = _spaces.Remove(space);
            return;
        }

        List<PageRef> pages = Of(space);
        if (pages.Count > count) pages.RemoveRange(count, pages.Count - count);
        while (pages.Count < count) pages.Add(default);
    }

    /// <summary>Bytes of pages in each file, by its index.</summary>
    public long[] LivePerFile()
    {
        long[] live = new long[Files.Count];
        foreach (List<PageRef> pages in _spaces.Values)
        {
            foreach (PageRef page in pages)
            {
                if (page.Length > 0) live[page.File] += page.Length;
            }
        }

        return live;
    }

    /// <summary>The first page that was never written, if any.</summary>
    public (long Space, int Page)? FirstHole()
    {
        foreach ((long space, List<PageRef> pages) in _spaces)
        {
            int hole = pages.FindIndex(page => page.Length == 0);
            if (hole >= 0) return (space, hole);
        }

        return null;
    }

    /// <summary>Drops the files that no page is in.</summary>
    public void DropUnusedFiles()
    {
        long[] live = LivePerFile();
        int[] renumbered = new int[live.Length];
        int kept = 0;
        for (int i = 0; i < live.Length; i++)
        {
            renumbered[i] = kept;
            if (live[i] == 0) continue;
            Files[kept++] = Files[i];
        }

        Files.RemoveRange(kept, Files.Count - kept);
        foreach (List<PageRef> pages in _spaces.Values)
        {
            for (int i = 0; i < pages.Count; i++)
            {
                if (pages[i].Length > 0) pages[i] = pages[i] with { File = renumbered[pages[i].File] };
            }
        }
    }

    private List<PageRef> Of(long space)
    {
        if (!_spaces.TryGetValue(space, out List<PageRef>? pages)) _spaces.Add(space, pages = []);
        return pages;
    }
}
