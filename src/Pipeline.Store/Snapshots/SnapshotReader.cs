using System.IO.Hashing;
using Pipeline.Core.Snapshots;
using Pipeline.Store.Files;

namespace Pipeline.Store.Snapshots;

/// <summary>Reads a whole snapshot. Pages may be read from several threads.</summary>
internal sealed class SnapshotReader : ISnapshotReader
{
    private readonly SnapshotFolder _folder;
    private readonly Pins _pins;
    private readonly PageMap _map;
    private readonly IStoreFile?[] _files;
    private readonly Lock _opening = new();

    public SnapshotReader(SnapshotFolder folder, SnapshotName name, PageMap map, byte[] root, Pins pins)
    {
        (_folder, Name, _map, Root, _pins) = (folder, name, map, root, pins);
        _files = new IStoreFile?[map.Files.Count];
        pins.Add(this, map.Files.Select(file => (file.Epoch, file.Instance)));
    }

    /// <inheritdoc/>
    public SnapshotName Name { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Root { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<long> Spaces => _map.Spaces;

    /// <inheritdoc/>
    public int PagesOf(long space) => _map.Pages(space).Count;

    /// <inheritdoc/>
    public int ReadPage(long space, int page, Span<byte> target)
    {
        IReadOnlyList<PageRef> pages = _map.Pages(space);
        ArgumentOutOfRangeException.ThrowIfNegative(page);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(page, pages.Count);
        PageRef reference = pages[page];
        if (target.Length < reference.Length) throw new ArgumentException("A page has up to 65,536 bytes.", nameof(target));
        target = target[..reference.Length];
        int read = FileOf(reference.File).Read(reference.Position, target);
        if (read != reference.Length || XxHash3.HashToUInt64(target) != reference.Hash)
        {
            throw new SnapshotDamagedException(
                $"Page {page} of space {space} of {Name} is not what was written: '{PathOf(reference.File)}' at {reference.Position}.");
        }

        return read;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_opening)
        {
            foreach (IStoreFile? file in _files) file?.Dispose();
        }

        _pins.Remove(this);
    }

    private string PathOf(int file) => _folder.PagesOf(_map.Files[file].Epoch, _map.Files[file].Instance);

    private IStoreFile FileOf(int index)
    {
        if (Volatile.Read(ref _files[index]) is { } open) return open;
        lock (_opening)
        {
            if (_files[index] is { } meanwhile) return meanwhile;
            string path = PathOf(index);
            IStoreFile file;
            try
            {
                file = _folder.Files.Open(path, FileUse.Read);
            }
            catch (FileNotFoundException)
            {
                throw new SnapshotDamagedException($"'{path}' is missing.");
            }

            try
            {
                PagesFile expected = _map.Files[index];
                PagesFileFormat.Check(file, new SnapshotName(_folder.Shard, expected.Epoch, expected.Instance), path);
            }
            catch
            {
                // Whatever is wrong with the file, its handle must not stay open; the error goes on.
                file.Dispose();
                throw;
            }

            Volatile.Write(ref _files[index], file);
            return file;
        }
    }
}
