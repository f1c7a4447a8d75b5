using Pipeline.Core.Epochs;
using Pipeline.Store.Folders;
using Pipeline.Store.Registry;

namespace Pipeline.Engine.Tests.Kills;

/// <summary>Looks from outside at how far a folder's engine is; nothing in the folder is touched.</summary>
internal sealed class FolderProgress(string data, long records)
{
    private readonly DataFolderPaths _paths = new(data);

    /// <summary>Length of the registry's file: it grows with every epoch.</summary>
    public long RegistryBytes => File.Exists(_paths.Registry) ? new FileInfo(_paths.Registry).Length : 0;

    /// <summary>Snapshots that were begun.</summary>
    public HashSet<string> Begun => Names("*.pages");

    /// <summary>Snapshots that are whole.</summary>
    public HashSet<string> Whole => Names("*.manifest");

    /// <summary>Whether the process holds the folder.</summary>
    public bool IsHeldBy(int processId)
    {
        try
        {
            return File.ReadAllText(_paths.ProcessId) == $"{processId}";
        }
        catch (IOException)
        {
            // Not there, or just being written: not yet.
            return false;
        }
    }

    /// <summary>The share of the log's records that is in a registered epoch.</summary>
    public double Share()
    {
        if (!File.Exists(_paths.Registry)) return 0;
        string copy = Folders.Create("registry");
        try
        {
            // The mark first: the registry then holds at least what it proves.
            foreach (string file in (string[])[_paths.Registry + ".mark", _paths.Registry])
                if (File.Exists(file)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            using EpochRegistryFile registry = EpochRegistryFile.Open(Path.Combine(copy, Path.GetFileName(_paths.Registry)));
            RegistryState? state = registry.ReadAsync().AsTask().GetAwaiter().GetResult();
            return state is null ? 0 : state.Newest.Positions.Sum() / (double)records;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private HashSet<string> Names(string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFiles(_paths.Snapshots, pattern, SearchOption.AllDirectories).Select(file => Path.GetFileName(file))];
        }
        catch (DirectoryNotFoundException)
        {
            // No snapshot yet.
            return [];
        }
    }
}
