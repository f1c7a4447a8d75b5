using System.Collections.Concurrent;
using Pipeline.Core.Snapshots;
using Pipeline.Store.Files;

namespace Pipeline.Store.Snapshots;

/// <summary>
/// Snapshots in files: a shard's folder <c>shard-N</c> holds, for each snapshot, one file of the pages that it wrote and a
/// manifest that names every page's file, place, length and checksum. The manifest comes last, so what has one is whole.
/// Unchanged pages stay in the files of older snapshots. Two snapshots share them: damage to a shared page damages both.
/// Thread-safe; one writer a shard at a time is meant, more do no harm.
/// </summary>
public sealed class SnapshotStore : ISnapshotStore
{
    /// <summary>Bytes of the longest page.</summary>
    public const int MaxPageBytes = 65_536;

    private const int WholeOnesKept = 2;

    private readonly string _path;
    private readonly IFileLayer _files;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<int, Pins> _pins = new();

    /// <summary>Opens the snapshots in a folder; it is created when the first is written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="time">Orders two snapshots of one epoch, and nothing else; the system's when null.</param>
    public SnapshotStore(string path, TimeProvider? time = null)
        : this(path, DiskFiles.Instance, time ?? TimeProvider.System)
    {
    }

    internal SnapshotStore(string path, IFileLayer files, TimeProvider time) =>
        (_path, _files, _time) = (Path.GetFullPath(path), files, time);

    /// <inheritdoc/>
    /// <remarks>A damaged manifest is listed too: <see cref="Open"/> says so, and what was damaged is passed over with a word.</remarks>
    public IReadOnlyList<SnapshotName> List(int shard) => Folder(shard).List();

    /// <inheritdoc/>
    /// <exception cref="StoreVersionException">A newer program wrote it.</exception>
    public ISnapshotReader Open(SnapshotName name)
    {
        SnapshotFolder folder = Folder(name.Shard);
        Pins pins = PinsOf(name.Shard);
        lock (pins.Gate)
        {
            (PageMap map, byte[] root) = folder.ReadWhole(name);
            return new SnapshotReader(folder, name, map, root, pins);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="SnapshotDamagedException">The basis is: begin without one.</exception>
    public ISnapshotWriter Begin(int shard, long epoch, SnapshotName? basis)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (basis is { } other && other.Shard != shard) throw new ArgumentException("The basis is another shard's.", nameof(basis));
        SnapshotFolder folder = Folder(shard);
        _files.CreateFolder(folder.Path);
        var name = new SnapshotName(shard, epoch, Guid.CreateVersion7(_time.GetUtcNow()));
        Pins pins = PinsOf(shard);
        lock (pins.Gate)
        {
            PageMap map = basis is { } from ? folder.ReadWhole(from).Map : new PageMap();
            return new SnapshotWriter(folder, name, map, pins);
        }
    }

    /// <inheritdoc/>
    public void Clean(int shard, SnapshotName? inUse)
    {
        SnapshotFolder folder = Folder(shard);
        Pins pins = PinsOf(shard);
        lock (pins.Gate)
        {
            if (_files.FileNames(folder.Path).Count == 0) return;
            HashSet<(long Epoch, Guid Instance)> pinned = pins.All();
            HashSet<(long Epoch, Guid Instance)> needed = [.. pinned];
            RemoveOldManifests(folder, inUse, needed);
            RemoveUnfinished(folder, pinned);

            // Durable before the files go: no manifest that lacks them may come back after a crash.
            _files.FlushFolder(folder.Path);
            foreach (SnapshotName pages in folder.ListPages().ToArray())
            {
                if (!needed.Contains((pages.Epoch, pages.Instance))) _files.Delete(folder.PagesOf(pages.Epoch, pages.Instance));
            }
        }
    }

    /// <summary>Numbers of the shards that have a folder, ascending; also shards that no generation in use has.</summary>
    public IReadOnlyList<int> Shards() => [.. ShardFolders.Numbers(_files, _path)];

    /// <summary>
    /// Removes every snapshot of epochs that nobody goes on from, as a rebuild leaves them behind; nothing of what stays may stand on them.
    /// </summary>
    /// <param name="isOwned">Whether snapshots of this epoch stay.</param>
    public void RemoveAllBut(Func<long, bool> isOwned)
    {
        foreach (int shard in Shards())
        {
            SnapshotFolder folder = Folder(shard);
            lock (PinsOf(shard).Gate)
            {
                SnapshotName[] manifests = [.. folder.List().Where(name => !isOwned(name.Epoch))];
                foreach (SnapshotName name in manifests) _files.Delete(folder.ManifestOf(name));

                // As when cleaning: manifests first, durably, so that none comes back without its pages.
                if (manifests.Length > 0) _files.FlushFolder(folder.Path);
                foreach (SnapshotName pages in folder.ListPages().Where(name => !isOwned(name.Epoch)).ToArray())
                    _files.Delete(folder.PagesOf(pages.Epoch, pages.Instance));
            }
        }
    }

    /// <summary>Removes what is neither among the newest whole ones nor in use; collects the files that those list.</summary>
    private void RemoveOldManifests(SnapshotFolder folder, SnapshotName? inUse, HashSet<(long Epoch, Guid Instance)> needed)
    {
        int whole = 0;
        foreach (SnapshotName name in folder.List())
        {
            if (whole >= WholeOnesKept && name != inUse)
            {
                _files.Delete(folder.ManifestOf(name));
                continue;
            }

            try
            {
                foreach (PagesFile file in folder.ReadWhole(name).Map.Files) _ = needed.Add((file.Epoch, file.Instance));
                whole++;
            }
            catch (SnapshotDamagedException)
            {
                // Not a whole one: it does not count, and goes when two newer or older ones do. Opening it is what says so.
            }
        }
    }

    private void RemoveUnfinished(SnapshotFolder folder, HashSet<(long Epoch, Guid Instance)> pinned)
    {
        HashSet<string> beingWritten =
            [.. pinned.Select(file => Path.GetFileName(folder.ManifestOf(new SnapshotName(folder.Shard, file.Epoch, file.Instance))))];
        foreach (string name in _files.FileNames(folder.Path))
        {
            if (!name.EndsWith(WholeFile.Unfinished, StringComparison.Ordinal)) continue;
            if (!beingWritten.Contains(name[..^WholeFile.Unfinished.Length])) _files.Delete(Path.Combine(folder.Path, name));
        }
    }

    private SnapshotFolder Folder(int shard)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        return new SnapshotFolder(
            _files, ShardFolders.PathOf(_path, shard), shard);
    }

    private Pins PinsOf(int shard) => _pins.GetOrAdd(shard, _ => new Pins());
}
