namespace Pipeline.Log.Files;

/// <summary>The operating system's files.</summary>
internal sealed class DiskFiles : ILogFiles
{
    /// <summary>The only instance that is needed; it has no state.</summary>
    public static DiskFiles Instance { get; } = new();

    public ILogFile Create(string path) => new DiskFile(
        File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public ILogFile Open(string path, bool writable) => new DiskFile(File.OpenHandle(
        path, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public void Delete(string path) => File.Delete(path);

    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    public void SyncFolder(string folder) => FolderSync.Run(folder);
}
