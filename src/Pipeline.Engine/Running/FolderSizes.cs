using Pipeline.Store.Folders;

namespace Pipeline.Engine.Running;

/// <summary>How much a data folder's parts take on the disk, by the lengths of their files.</summary>
/// <param name="LogBytes">The log.</param>
/// <param name="SnapshotBytes">Snapshots of all shards.</param>
/// <param name="FactBytes">Dead letters and late records.</param>
public readonly record struct FolderSizes(long LogBytes, long SnapshotBytes, long FactBytes)
{
    /// <summary>Looks; a process may be at work there, and what goes meanwhile counts as nothing.</summary>
    public static FolderSizes Of(DataFolderPaths paths) => new(BytesIn(paths.Log), BytesIn(paths.Snapshots), BytesIn(paths.Facts));

    private static long BytesIn(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(LengthOf);
        }
        catch (DirectoryNotFoundException)
        {
            return 0; // It is not there yet, or a folder in it went while it was looked at.
        }
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
