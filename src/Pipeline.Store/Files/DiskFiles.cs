namespace Pipeline.Store.Files;

/// <summary>The machine's own file system.</summary>
internal sealed class DiskFiles : IFileLayer
{
    private DiskFiles()
    {
    }

    /// <summary>The only one: it has no state.</summary>
    public static DiskFiles Instance { get; } = new();

    public IStoreFile Open(string path, FileUse use)
    {
        FileMode mode = use switch
        {
            FileUse.Read => FileMode.Open,
            FileUse.Write => FileMode.OpenOrCreate,
            _ => FileMode.CreateNew,
        };
        FileAccess access = use == FileUse.Read ? FileAccess.Read : FileAccess.ReadWrite;
        return new DiskFile(
            File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete), use == FileUse.CreateNewPastCache);
    }

    public long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : -1;
    }

    public IReadOnlyList<string> FileNames(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))] : [];

    public IReadOnlyList<string> FolderNames(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))] : [];

    public void CreateFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        string? above = Path.GetDirectoryName(Path.GetFullPath(folder));
        if (above is not null) CreateFolder(above);
        Directory.CreateDirectory(folder);
        if (above is not null) FlushFolder(above);
    }

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public void FlushFolder(string folder)
    {
        // Windows has no such call: NTFS journals names by itself.
        if (!OperatingSystem.IsWindows()) UnixFolders.Flush(folder);
    }
}
