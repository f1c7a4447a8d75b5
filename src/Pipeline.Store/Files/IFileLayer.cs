namespace Pipeline.Store.Files;

/// <summary>
/// The few things that the stores ask of a file system, so that tests can lose, tear and refuse them. Every method throws
/// <see cref="IOException"/> when the medium fails.
/// </summary>
internal interface IFileLayer
{
    /// <summary>Opens a file; <see cref="FileUse.Read"/> throws <see cref="FileNotFoundException"/> when there is none.</summary>
    IStoreFile Open(string path, FileUse use);

    /// <summary>Length in bytes; -1 when there is no such file.</summary>
    long LengthOf(string path);

    /// <summary>Names (without folder) of the files of a folder; none when the folder is not there.</summary>
    IReadOnlyList<string> FileNames(string folder);

    /// <summary>Names (without folder) of the folders of a folder; none when the folder is not there.</summary>
    IReadOnlyList<string> FolderNames(string folder);

    /// <summary>Creates a folder and those above it, durably; harmless when it is there.</summary>
    void CreateFolder(string folder);

    /// <summary>Gives a file another name, replacing what had it; durable once the folder is flushed.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file; harmless when there is none; durable once the folder is flushed.</summary>
    void Delete(string path);

    /// <summary>Makes a folder's names durable.</summary>
    void FlushFolder(string folder);
}
