namespace Pipeline.Log.Files;

/// <summary>The file operations that the log's writer and readers need: the seam where tests put faults.</summary>
internal interface ILogFiles
{
    /// <summary>Creates an empty file (an existing one is emptied), open for reading and writing.</summary>
    ILogFile Create(string path);

    /// <summary>Opens an existing file; readers in this and other processes may have it open at the same time.</summary>
    ILogFile Open(string path, bool writable);

    /// <summary>Deletes a file; one that is not there is no error.</summary>
    void Delete(string path);

    /// <summary>Puts <paramref name="from"/> in the place of <paramref name="to"/>, atomically.</summary>
    void Replace(string from, string to);

    /// <summary>Makes created, replaced and deleted names in <paramref name="folder"/> durable.</summary>
    void SyncFolder(string folder);
}
