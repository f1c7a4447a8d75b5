using Pipeline.Log.Files;

namespace Pipeline.Log.Tests.Support;

/// <summary>
/// Real files with planned failures, which remember what was never synced, so that a power cut can be acted out:
/// <see cref="PowerCut"/> loses or damages any of it.
/// </summary>
internal sealed class FaultyFiles : ILogFiles
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _syncedLength = [];
    private readonly HashSet<string> _unsyncedNames = [];
    private readonly Dictionary<string, List<byte[]>> _olderEnds = [];

    /// <summary>Bytes that still fit on the disk; a write that does not fit is done in part and fails.</summary>
    public long Space { get; set; } = long.MaxValue;

    /// <summary>How many of the next syncs fail.</summary>
    public int FailingSyncs { get; set; }

    /// <summary>After so many operations everything fails, as when the machine stops.</summary>
    public long OperationsLeft { get; set; } = long.MaxValue;

    /// <summary>Operations so far.</summary>
    public long Operations { get; private set; }

    /// <summary>Is called before a sync is done.</summary>
    public Action? BeforeSync { get; set; }

    public ILogFile Create(string path)
    {
        Count();
        lock (_gate)
        {
            _syncedLength[path] = 0;
            _unsyncedNames.Add(path);
        }

        return new FaultyFile(this, path, DiskFiles.Instance.Create(path));
    }

    public ILogFile Open(string path, bool writable)
    {
        ILogFile file = DiskFiles.Instance.Open(path, writable);
        lock (_gate) _syncedLength.TryAdd(path, file.Length);
        return new FaultyFile(this, path, file);
    }

    public void Delete(string path)
    {
        Count();
        DiskFiles.Instance.Delete(path);
        lock (_gate)
        {
            _syncedLength.Remove(path);
            _unsyncedNames.Remove(path);
        }
    }

    public void Replace(string from, string to)
    {
        Count();
        DiskFiles.Instance.Replace(from, to);
        lock (_gate)
        {
            _syncedLength.Remove(from, out long synced);
            _syncedLength[to] = synced;
            _unsyncedNames.Remove(from);
        }
    }

    public void SyncFolder(string folder)
    {
        Count();
        lock (_gate)
        {
            _unsyncedNames.RemoveWhere(path => Path.GetDirectoryName(path) == folder);
            _olderEnds.Remove(Path.Combine(folder, "end")); // the end file is synced right behind each new segment
        }
    }

    /// <summary>Leaves on the disk what a power cut might: of what was not synced any part, of the end file an older one.</summary>
    public void PowerCut(Random random)
    {
        foreach (string path in _unsyncedNames) File.Delete(path);
        foreach ((string path, long synced) in _syncedLength)
        {
            if (File.Exists(path) && path.EndsWith(".segment", StringComparison.Ordinal)) LoseUnsynced(path, synced, random);
        }

        foreach ((string path, List<byte[]> older) in _olderEnds)
        {
            int chosen = random.Next(older.Count + 1);
            if (chosen < older.Count) File.WriteAllBytes(path, older[chosen]);
        }

        _syncedLength.Clear();
        _unsyncedNames.Clear();
        _olderEnds.Clear();
        OperationsLeft = long.MaxValue;
    }

    internal void Count()
    {
        lock (_gate)
        {
            Operations++;
            if (OperationsLeft-- <= 0) throw new IOException("the machine has stopped");
        }
    }

    /// <summary>How much of a write is done.</summary>
    internal int Reserve(int bytes)
    {
        lock (_gate)
        {
            int granted = (int)Math.Min(bytes, Space);
            if (Space != long.MaxValue) Space -= granted;
            return granted;
        }
    }

    internal void Syncing()
    {
        BeforeSync?.Invoke();
        lock (_gate)
        {
            if (FailingSyncs > 0)
            {
                FailingSyncs--;
                throw new IOException("injected: input/output error", 5);
            }
        }
    }

    internal void Synced(string path, long length)
    {
        lock (_gate)
        {
            _syncedLength[path] = length;
            string end = Path.Combine(Path.GetDirectoryName(path)!, "end");
            if (!File.Exists(end)) return;
            if (!_olderEnds.TryGetValue(end, out List<byte[]>? older)) _olderEnds[end] = older = [];
            older.Add(File.ReadAllBytes(end));
            if (older.Count > 8) older.RemoveAt(0);
        }
    }

    internal void Cut(string path, long length)
    {
        lock (_gate) _syncedLength[path] = Math.Min(length, _syncedLength.GetValueOrDefault(path));
    }

    private static void LoseUnsynced(string path, long synced, Random random)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int length = (int)(synced + random.NextInt64(bytes.Length - synced + 1));
        for (long page = synced; page < length; page += 512)
        {
            // The system writes pages in any order: one that lies before others may be missing.
            if (random.Next(4) == 0) bytes.AsSpan((int)page, (int)Math.Min(512, length - page)).Clear();
        }

        File.WriteAllBytes(path, bytes.AsSpan(0, length).ToArray());
    }
}
