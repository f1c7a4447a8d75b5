namespace Pipeline.Engine;

/// <summary>
/// Files that take the places of older ones in a folder, all together at the end: whoever is interrupted before leaves what was there, and
/// a file is the old or the new whole one. Only the process is meant: what a power failure leaves is not promised.
/// </summary>
internal sealed class WholeFiles : IDisposable
{
    private const string Ending = ".new";
    private const int BufferBytes = 1 << 18;

    private readonly string _folder;
    private readonly bool _isNewFolder;
    private readonly List<FileStream> _files = [];
    private bool _isDone;

    /// <summary>Files of a folder, which is made when it is not there.</summary>
    public WholeFiles(string folder)
    {
        _folder = Path.GetFullPath(folder);
        _isNewFolder = !Directory.Exists(_folder);
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Begins a file of that name.</summary>
    /// <exception cref="IOException">Somebody else writes it just now, or the medium failed.</exception>
    public FileStream Begin(string name)
    {
        var file = new FileStream(
            Path.Combine(_folder, name + Ending), FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
        _files.Add(file);
        return file;
    }

    /// <summary>All are written: they take their places.</summary>
    public void Done()
    {
        foreach (FileStream file in _files) file.Dispose();
        foreach (FileStream file in _files) File.Move(file.Name, file.Name[..^Ending.Length], overwrite: true);
        _isDone = true;
    }

    /// <summary>Without <see cref="Done"/>, removes what was begun.</summary>
    public void Dispose()
    {
        if (_isDone) return;
        foreach (FileStream file in _files)
        {
            try
            {
                file.Dispose();
            }
            catch (IOException)
            {
                // What stopped the writing, a full disk for instance, stops the last of the buffer too; it is not wanted.
            }

            File.Delete(file.Name);
        }

        if (_isNewFolder && !Directory.EnumerateFileSystemEntries(_folder).Any()) Directory.Delete(_folder);
    }
}
