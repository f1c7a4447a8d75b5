using System.Runtime.InteropServices;
using Pipeline.Core.Memory;

namespace Pipeline.Engine;

/// <summary>A pool of pages that asks Linux for huge ones: random access to shoppers is bound by address translation otherwise.</summary>
public static partial class HugePages
{
    private const int AdviseHugePage = 14;

    /// <summary>A pool; where there are no huge pages it is a plain one.</summary>
    public static PagePool CreatePool() => new(OperatingSystem.IsLinux() ? Ask : null);

    private static void Ask(nint address, int bytes) => _ = Advise(address, (nuint)bytes, AdviseHugePage);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
