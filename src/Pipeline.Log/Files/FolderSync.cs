using System.Runtime.InteropServices;

namespace Pipeline.Log.Files;

/// <summary>
/// fsync of a folder: without it a created or renamed file can be gone after a power cut although its bytes were synced.
/// .NET opens no folders, so this goes to the C library; Windows journals names by itself and needs nothing.
/// </summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    public static void Run(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw Failed("open", folder);
        try
        {
            if (Fsync(descriptor) != 0) throw Failed("fsync", folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string call, string folder)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of the folder '{folder}': {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
