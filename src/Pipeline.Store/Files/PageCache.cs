using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pipeline.Store.Files;

/// <summary>
/// Linux' O_DIRECT for an open file. Copying a snapshot into the page cache costs about five times the processor time of handing the disk
/// our own memory, and pushes out what the machine reads often.
/// </summary>
internal static partial class PageCache
{
    private const int GetFlags = 3, SetFlags = 4;

    /// <summary>Whether writes now go past the cache (or, with false, through it again).</summary>
    public static bool TryAvoid(SafeFileHandle file, bool avoid)
    {
        if (!OperatingSystem.IsLinux()) return false;
        int direct = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x10000 : 0x4000;
        int flags = Control(file, GetFlags, 0);
        return flags >= 0 && Control(file, SetFlags, avoid ? flags | direct : flags & ~direct) == 0;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(SafeFileHandle file, int command, nint argument);
}
