namespace Pipeline.Store.Files;

/// <summary>A file is whole, but a newer version of the program wrote it: start that one, or rebuild from the log.</summary>
public sealed class StoreVersionException : IOException
{
    /// <summary>Names the file and the version that it has.</summary>
    /// <param name="path">The file.</param>
    /// <param name="version">Its version.</param>
    /// <param name="newest">The newest version that this program reads.</param>
    public StoreVersionException(string path, long version, long newest)
        : base($"'{path}' has version {version}; this program reads up to version {newest}.")
    {
        Version = version;
        Newest = newest;
    }

    /// <summary>The file's version.</summary>
    public long Version { get; }

    /// <summary>The newest version that this program reads.</summary>
    public long Newest { get; }
}
