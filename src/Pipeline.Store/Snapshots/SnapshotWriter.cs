using System.IO.Hashing;
using Pipeline.Core.Snapshots;
using Pipeline.Store.Files;

namespace Pipeline.Store.Snapshots;

/// <summary>Writes one snapshot: its changed pages to one file, then its manifest, whose name makes it whole. One thread.</summary>
internal sealed class SnapshotWriter : ISnapshotWriter
{
    private readonly SnapshotFolder _folder;
    private readonly Pins _pins;
    private readonly PageMap _map;
    private PagesAppender? _appender; // begun with the first page: a snapshot without changes has no file of its own
    private int _own = -1;
    private bool _isSound = true; // false while, and after, something failed: no later flush vouches for earlier bytes
    private bool _isCommitted;
    private bool _isDisposed;

    public SnapshotWriter(SnapshotFolder folder, SnapshotName name, PageMap map, Pins pins)
    {
        (_folder, Name, _map, _pins) = (folder, name, map, pins);
        pins.Add(this, map.Files.Select(file => (file.Epoch, file.Instance)).Append((name.Epoch, name.Instance)));
    }

    /// <inheritdoc/>
    public SnapshotName Name { get; }

    /// <summary>
    /// As things stand now. Asked after the changed pages were written it is exact; asked before, it may name some of those too,
    /// and the next snapshot makes up for what it did not name.
    /// </summary>
    public IReadOnlyCollection<(long Space, int Page)> WantsAgain
    {
        get
        {
            HashSet<int> files = Rewriting.Choose(_map, _own, _appender?.Length ?? 0);
            var pages = new List<(long Space, int Page)>();
            if (files.Count == 0) return pages;
            foreach (long space in _map.Spaces)
            {
                IReadOnlyList<PageRef> listed = _map.Pages(space);
                for (int page = 0; page < listed.Count; page++)
                {
                    if (listed[page].Length > 0 && files.Contains(listed[page].File)) pages.Add((space, page));
                }
            }

            return pages;
        }
    }

    /// <inheritdoc/>
    public void WritePage(long space, int page, ReadOnlySpan<byte> bytes)
    {
        RequireOpen();
        ArgumentOutOfRangeException.ThrowIfNegative(page);
        if (bytes.Length is < 1 or > SnapshotStore.MaxPageBytes)
            throw new ArgumentException($"A page has 1 to {SnapshotStore.MaxPageBytes} bytes.", nameof(bytes));
        _isSound = false;
        if (_appender is null)
        {
            _appender = new PagesAppender(_folder.Files, _folder.PagesOf(Name.Epoch, Name.Instance), Name);
            _own = _map.Files.Count;
            _map.Files.Add(new PagesFile(Name.Epoch, Name.Instance, 0));
        }

        long position = _appender.Append(bytes);
        _map.Set(space, page, new PageRef(_own, bytes.Length, position, XxHash3.HashToUInt64(bytes)));
        _isSound = true;
    }

    /// <inheritdoc/>
    public void SetPages(long space, int pages)
    {
        RequireOpen();
        ArgumentOutOfRangeException.ThrowIfNegative(pages);
        _map.Resize(space, pages);
    }

    /// <inheritdoc/>
    public void Commit(ReadOnlySpan<byte> root)
    {
        RequireOpen();
        if (_map.FirstHole() is { } hole)
            throw new InvalidOperationException($"Page {hole.Page} of space {hole.Space} was never written.");
        _isSound = false;
        if (_appender is not null)
        {
            _appender.Finish();
            _map.Files[_own] = _map.Files[_own] with { Length = _appender.Length };
            _map.DropUnusedFiles();
        }

        // The pages' name is durable before the manifest's: a manifest that is there never lacks a file for that.
        _folder.Files.FlushFolder(_folder.Path);
        WholeFile.Replace(_folder.Files, _folder.ManifestOf(Name), ManifestCodec.Encode(Name, _map, root));
        _isSound = true;
        _isCommitted = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _appender?.Dispose();
        try
        {
            if (!_isCommitted) Remove();
        }
        catch (IOException)
        {
            // The medium fails; Clean removes the rest later, and without a manifest no reader sees it.
        }
        finally
        {
            _pins.Remove(this);
        }
    }

    private void Remove()
    {
        string manifest = _folder.ManifestOf(Name);
        _folder.Files.Delete(manifest);
        _folder.Files.Delete(manifest + WholeFile.Unfinished);
        _folder.Files.FlushFolder(_folder.Path);
        _folder.Files.Delete(_folder.PagesOf(Name.Epoch, Name.Instance));
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isCommitted) throw new InvalidOperationException("The snapshot is whole already.");
        if (!_isSound) throw new IOException("Writing this snapshot failed before: begin another one.");
    }
}
