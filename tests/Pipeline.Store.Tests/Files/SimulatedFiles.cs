using Pipeline.Store.Files;

namespace Pipeline.Store.Tests.Files;

/// <summary>
/// A file system in memory whose power may fail: unflushed bytes and names are then lost or half there, by a seed. One step can be
/// told to go wrong. Names reach the disk in order, as with a journal.
/// </summary>
internal sealed class SimulatedFiles : IFileLayer
{
    private readonly Dictionary<string, SimulatedNode> _seen = [];
    private readonly Dictionary<string, SimulatedNode> _durable = [];
    private readonly List<(string Folder, Action<Dictionary<string, SimulatedNode>> Change)> _pending = [];
    private readonly HashSet<string> _folders = [];
    private FileFault _fault;
    private long _faultAt = -1;
    private bool _isCrashed;

    /// <summary>Steps done: writes, flushes, changes of names.</summary>
    public long Steps { get; private set; }

    public IEnumerable<string> Paths => _seen.Keys.Order(StringComparer.Ordinal);

    public byte[] Bytes(string path) => _seen[path].Seen.ToArray();

    public void SetBytes(string path, byte[] bytes) => _seen[path].Replace(bytes);

    public void Forget(string path)
    {
        _ = _seen.Remove(path);
        _ = _durable.Remove(path);
    }

    /// <summary>Lets the step that comes after so many more go wrong.</summary>
    public void FailAfter(long steps, FileFault fault) => (_faultAt, _fault) = (Steps + steps, fault);

    public void Heal() => _faultAt = -1;

    /// <summary>The process ended, nothing else: everything written is there.</summary>
    public void RestartProcess() => (_isCrashed, _faultAt) = (false, -1);

    /// <summary>The machine lost its power.</summary>
    public void LosePower(Random random)
    {
        (_isCrashed, _faultAt) = (false, -1);
        foreach ((_, Action<Dictionary<string, SimulatedNode>> change) in _pending.Take(random.Next(_pending.Count + 1))) change(_durable);
        _pending.Clear();
        _seen.Clear();
        foreach ((string path, SimulatedNode node) in _durable)
        {
            node.LosePower(random);
            _seen.Add(path, node);
        }
    }

    /// <summary>An independent copy of everything, to be damaged.</summary>
    public SimulatedFiles Clone()
    {
        var copy = new SimulatedFiles();
        var nodes = new Dictionary<SimulatedNode, SimulatedNode>();
        SimulatedNode Of(SimulatedNode node) => nodes.TryGetValue(node, out SimulatedNode? known) ? known : nodes[node] = node.Clone();
        foreach ((string path, SimulatedNode node) in _seen) copy._seen.Add(path, Of(node));
        foreach ((string path, SimulatedNode node) in _durable) copy._durable.Add(path, Of(node));
        copy._folders.UnionWith(_folders);
        return copy;
    }

    public IStoreFile Open(string path, FileUse use)
    {
        RequireAlive();
        if (_seen.TryGetValue(path, out SimulatedNode? node))
        {
            if (use is FileUse.CreateNew or FileUse.CreateNewPastCache) throw new IOException($"'{path}' is there.");
            return new SimulatedFile(this, node, path);
        }

        if (use == FileUse.Read) throw new FileNotFoundException("No such file.", path);
        Step(path);
        var created = new SimulatedNode();
        _seen[path] = created;
        _pending.Add((FolderOf(path), names => names[path] = created));
        return new SimulatedFile(this, created, path);
    }

    public long LengthOf(string path) => _seen.TryGetValue(path, out SimulatedNode? node) ? node.Seen.Length : -1;

    public IReadOnlyList<string> FileNames(string folder) =>
        [.. _seen.Keys.Where(path => FolderOf(path) == folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> FolderNames(string folder) =>
        [.. _folders.Where(path => FolderOf(path) == folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void CreateFolder(string folder)
    {
        RequireAlive();
        _ = _folders.Add(folder);
    }

    public void Rename(string from, string to)
    {
        Step(to);
        SimulatedNode node = _seen[from];
        _ = _seen.Remove(from);
        _seen[to] = node;
        _pending.Add((FolderOf(to), names =>
        {
            _ = names.Remove(from);
            names[to] = node;
        }));
    }

    public void Delete(string path)
    {
        Step(path);
        if (_seen.Remove(path)) _pending.Add((FolderOf(path), names => names.Remove(path)));
    }

    public void FlushFolder(string folder)
    {
        Step(folder);
        foreach ((string of, Action<Dictionary<string, SimulatedNode>> change) in _pending.ToArray())
        {
            if (of == folder) change(_durable);
        }

        _ = _pending.RemoveAll(pending => pending.Folder == folder);
    }

    /// <summary>Counts a step; throws when it is the one that fails. <paramref name="half"/> is what happens of it all the same.</summary>
    public void Step(string path, Action<FileFault>? half = null)
    {
        RequireAlive();
        long step = Steps++;
        if (step != _faultAt) return;
        half?.Invoke(_fault);
        if (_fault == FileFault.Crash)
        {
            _isCrashed = true;
            throw new CrashedException();
        }

        throw new IOException($"Simulated {_fault} at '{path}'.");
    }

    public void RequireAlive()
    {
        if (_isCrashed) throw new CrashedException();
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(path)!;
}
