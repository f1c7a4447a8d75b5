using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Pipeline.Cli.Bench.Measure;

/// <summary>Runs work on a thread of its own that keeps to some processors, as do the threads that it starts (Linux; elsewhere it goes where it likes).</summary>
internal static partial class PinnedThread
{
    private const int MaskWords = 16;

    /// <summary>Runs <paramref name="work"/> on <paramref name="processors"/> processors, at least 1.</summary>
    internal static T Run<T>(int processors, Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Pin(processors);
                result = work();
            }
            catch (Exception exception)
            {
                // Whatever it is belongs to the thread that waits.
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>The last of those that are allowed: interrupts tend to go to the first. Without the right to it nothing changes.</summary>
    private static void Pin(int processors)
    {
        if (!OperatingSystem.IsLinux()) return;
        ulong[] allowed = new ulong[MaskWords], chosen = new ulong[MaskWords];
        if (GetAffinity(0, MaskWords * sizeof(ulong), allowed) < 0) return;
        for (int i = (MaskWords * 64) - 1, left = processors; i >= 0 && left > 0; i--)
        {
            ulong bit = 1UL << (i % 64);
            if ((allowed[i / 64] & bit) == 0) continue;
            chosen[i / 64] |= bit;
            left--;
        }

        _ = SetAffinity(0, MaskWords * sizeof(ulong), chosen);
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint bytes, [Out] ulong[] mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint bytes, ulong[] mask);
}
