namespace Pipeline.Store.Files;

/// <summary>
/// Another layer's files, changed in memory only: a store that is opened over it finds what it would find, puts right what it would put right,
/// and the medium stays as it was. For one thread.
/// </summary>
internal sealed class OverlayFiles(IFileLayer below) : IFileLayer, IDisposable
{
    /// <summary>Files that were opened to be written, made or removed (null).</summary>
    private readonly Dictionary<string, OverlayFile?> _changed = new(StringComparer.Ordinal);

    public IStoreFile Open(string path, FileUse use)
    {
        if (_changed.TryGetValue(path, out OverlayFile? known) && known is not null) return known.Opened();
        bool isThere = known is null && !_changed.ContainsKey(path) && below.LengthOf(path) >= 0;
        if (use == FileUse.Read) return isThere ? below.Open(path, use) : throw new FileNotFoundException($"There is no file '{path}'.", path);
        OverlayFile file = new(isThere ? below.Open(path, FileUse.Read) : null);
        _changed[path] = file;
        return file.Opened();
    }

    public long LengthOf(string path) => _changed.TryGetValue(path, out OverlayFile? known) ? known?.Length ?? -1 : below.LengthOf(path);

    public IReadOnlyList<string> FileNames(string folder)
    {
        HashSet<string> names = [.. below.FileNames(folder)];
        foreach ((string path, OverlayFile? file) in _changed.Where(c => Path.GetDirectoryName(c.Key) == folder))
        {
            if (file is null) names.Remove(Path.GetFileName(path));
            else names.Add(Path.GetFileName(path));
        }

        return [.. names];
    }

    public IReadOnlyList<string> FolderNames(string folder) => below.FolderNames(folder);

    public void CreateFolder(string folder)
    {
        // Files of a folder that is not there are in memory like all others.
    }

    public void Rename(string from, string to)
    {
        _changed[to] = _changed.GetValueOrDefault(from) ?? new OverlayFile(below.Open(from, FileUse.Read));
        _changed[from] = null;
    }

    public void Delete(string path) => _changed[path] = null;

    public void FlushFolder(string folder)
    {
        // Nothing here is meant to last.
    }

    /// <summary>Closes the files below.</summary>
    public void Dispose()
    {
        foreach (OverlayFile? file in _changed.Values) file?.Close();
    }
}
