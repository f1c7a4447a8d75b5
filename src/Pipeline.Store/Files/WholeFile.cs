namespace Pipeline.Store.Files;

/// <summary>Small files that are read and written as a whole.</summary>
internal static class WholeFile
{
    /// <summary>Ending of a file that is being written; what a crash left of it is rubbish.</summary>
    public const string Unfinished = ".tmp";

    public static byte[] Read(IFileLayer files, string path)
    {
        using IStoreFile file = files.Open(path, FileUse.Read);
        byte[] bytes = new byte[file.Length];
        int read = file.Read(0, bytes);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>
    /// Puts these bytes under that name, durably: whoever opens it, also after a crash, sees the file from before or all of this.
    /// </summary>
    public static void Replace(IFileLayer files, string path, ReadOnlySpan<byte> bytes)
    {
        string unfinished = path + Unfinished;
        files.Delete(unfinished);
        using (IStoreFile file = files.Open(unfinished, FileUse.CreateNew))
        {
            file.Write(0, bytes);
            file.Flush();
        }

        files.Rename(unfinished, path);
        files.FlushFolder(Path.GetDirectoryName(path)!);
    }
}
