using System.Globalization;
using System.Text;
using Pipeline.Store.Files;

namespace Pipeline.Store.Folders;

/// <summary>
/// A data folder that this process holds: nobody else works in it until <see cref="Dispose"/> or the end of the process, however
/// that comes. The lock is the operating system's; on file systems without locks (some network ones) it does not hold.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>Version of the folder's layout that this program writes.</summary>
    public const int LayoutVersion = 1;

    private readonly FileStream _lock;

    private DataFolder(DataFolderPaths paths, FileStream held) => (Paths, _lock) = (paths, held);

    /// <summary>Where things are in it.</summary>
    public DataFolderPaths Paths { get; }

    /// <summary>Takes a folder, and creates it with its subfolders where it is not there.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FolderInUseException">Another process has it (or this one, a second time).</exception>
    /// <exception cref="StoreVersionException">A newer program made it.</exception>
    /// <exception cref="InvalidDataException">Its version file is not readable.</exception>
    /// <exception cref="IOException">The medium failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static DataFolder Open(string folder)
    {
        var paths = new DataFolderPaths(folder);
        DiskFiles files = DiskFiles.Instance;
        files.CreateFolder(paths.Root);
        FileStream held = Lock(paths);
        try
        {
            CheckVersion(files, paths.Version);
            SideFolder.Complete(paths);
            foreach (string inner in (string[])[paths.Log, paths.Snapshots, paths.Facts]) files.CreateFolder(inner);
            WholeFile.Replace(
                files, paths.ProcessId, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            return new DataFolder(paths, held);
        }
        catch
        {
            // Whatever went wrong, the folder must not stay locked; the error goes on.
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether a process has the folder now, and which (null: it could not be told). It looks by sharing the lock for an instant, and a process
    /// that wants the folder in that instant is refused.
    /// </summary>
    /// <param name="folder">The folder; nothing in it is made or changed.</param>
    /// <exception cref="IOException">The medium failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The lock may not be read.</exception>
    public static (bool IsHeld, int? ProcessId) Holder(string folder)
    {
        var paths = new DataFolderPaths(folder);
        if (!File.Exists(paths.Lock)) return (false, null);
        try
        {
            new FileStream(paths.Lock, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0).Dispose();
            return (false, null);
        }
        catch (IOException refused) when (IsHeldByAnother(refused.HResult))
        {
            return (true, ReadProcessId(paths.ProcessId));
        }
    }

    /// <summary>The version of a folder's layout; null where no folder was made yet.</summary>
    /// <param name="folder">The folder; nothing in it is made or changed.</param>
    /// <exception cref="StoreVersionException">A newer program made it.</exception>
    /// <exception cref="InvalidDataException">Its version file is not readable.</exception>
    public static int? VersionOf(string folder)
    {
        string path = new DataFolderPaths(folder).Version;
        return File.Exists(path) ? ReadVersion(DiskFiles.Instance, path) : null;
    }

    /// <summary>Lets the folder go.</summary>
    public void Dispose()
    {
        File.Delete(Paths.ProcessId);
        _lock.Dispose();
    }

    /// <summary>Holds a file open against every other process, until it is disposed or the process ends.</summary>
    internal static FileStream Hold(string path, Func<FolderInUseException> refuse)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException refused) when (IsHeldByAnother(refused.HResult))
        {
            throw refuse();
        }
    }

    private static FileStream Lock(DataFolderPaths paths) =>
        Hold(paths.Lock, () => new FolderInUseException(paths.Root, ReadProcessId(paths.ProcessId)));

    /// <summary>EWOULDBLOCK of Linux and of macOS, and Windows' violations of sharing and of a lock.</summary>
    private static bool IsHeldByAnother(int code) => code is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private static int? ReadProcessId(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
        }
        catch (IOException)
        {
            // The holder has only just begun, or is ending: the refusal stands without its number.
            return null;
        }
    }

    private static void CheckVersion(DiskFiles files, string path)
    {
        if (files.LengthOf(path) < 0)
        {
            WholeFile.Replace(files, path, Encoding.ASCII.GetBytes($"{LayoutVersion}\n"));
            return;
        }

        _ = ReadVersion(files, path);
    }

    private static int ReadVersion(DiskFiles files, string path)
    {
        string text = Encoding.ASCII.GetString(WholeFile.Read(files, path)).Trim();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1)
            throw new InvalidDataException($"'{path}' should hold the version of the data folder, but holds '{text}'.");
        if (version > LayoutVersion) throw new StoreVersionException(path, version, LayoutVersion);
        return version;
    }
}
