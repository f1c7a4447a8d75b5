using Pipeline.Store.Files;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Folders;

/// <summary>
/// A second state beside that of a data folder, made from the same log under other settings: a data folder of its own within it,
/// <c>DIR/rebuild</c>, whose log is a link. Once it is ready it takes the first one's place in one step.
/// </summary>
public static class SideFolder
{
    /// <summary>While it is there the side's state is the folder's, and whoever opens the folder brings the rest over.</summary>
    private const string Marker = "takes-over";

    /// <summary>Where it is.</summary>
    public static string PathOf(string data) => Path.Combine(new DataFolderPaths(data).Root, "rebuild");

    /// <summary>Whether there is one.</summary>
    public static bool Exists(string data) => File.Exists(new DataFolderPaths(PathOf(data)).Registry);

    /// <summary>Makes one without a state.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="numbersGivenOut">The highest epoch number that the folder's state names: the side's are all higher.</param>
    /// <exception cref="IOException">The medium failed, or the file system has no symbolic links.</exception>
    public static void Create(string data, long numbersGivenOut)
    {
        Remove(data);
        var side = new DataFolderPaths(PathOf(data));
        Directory.CreateDirectory(side.Root);
        Directory.CreateSymbolicLink(side.Log, Path.Combine("..", Path.GetFileName(new DataFolderPaths(data).Log)));
        EpochRegistryFile.BeginAnew(side.Registry, numbersGivenOut).Dispose();
    }

    /// <summary>Removes it; nothing happens when there is none.</summary>
    public static void Remove(string data)
    {
        var side = new DataFolderPaths(PathOf(data));
        if (!Directory.Exists(side.Root)) return;
        File.Delete(side.Log); // The link alone, never what it leads to.
        Directory.Delete(side.Root, recursive: true);
    }

    /// <summary>
    /// Decides, durably, that the side's state is the folder's; the next <see cref="DataFolder.Open"/> brings it over. Nobody may work in the side
    /// any more, and the caller holds the folder.
    /// </summary>
    public static void TakeOver(string data)
    {
        DiskFiles.Instance.FlushFolder(new DataFolderPaths(data).Root);
        WholeFile.Replace(DiskFiles.Instance, Path.Combine(PathOf(data), Marker), "ready\n"u8);
    }

    /// <summary>Brings over what was decided; may be repeated from any place where it was interrupted.</summary>
    internal static void Complete(DataFolderPaths paths)
    {
        string root = PathOf(paths.Root), marker = Path.Combine(root, Marker);
        if (!File.Exists(marker)) return;
        var side = new DataFolderPaths(root);
        Move(side.Snapshots, paths.Snapshots);
        Move(side.Facts, paths.Facts);
        Move(RegistryLog.MarkOf(side.Registry), RegistryLog.MarkOf(paths.Registry));
        Move(side.Registry, paths.Registry);
        DiskFiles.Instance.FlushFolder(paths.Root);

        // The marker goes last: until then another try would do all of this again.
        File.Delete(side.Log);
        foreach (string file in Directory.EnumerateFiles(root).Where(f => f != marker)) File.Delete(file);
        foreach (string folder in Directory.EnumerateDirectories(root)) Directory.Delete(folder, recursive: true);
        File.Delete(marker);
        Directory.Delete(root);
    }

    private static void Move(string from, string to)
    {
        if (Directory.Exists(from))
        {
            if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
            Directory.Move(from, to);
        }
        else if (File.Exists(from))
        {
            File.Move(from, to, overwrite: true);
        }
    }
}
