using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pipeline.Cli.Bench.Measure;

/// <summary>Processor time: on a shared machine it says more than time on the wall.</summary>
internal static partial class ProcessorClock
{
    private const int ThreadTime = 3;

    /// <summary>Seconds that the calling thread has worked; where that is not known, seconds on the wall.</summary>
    internal static double ThreadSeconds
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
            return GetTime(ThreadTime, out TimeSpec time) == 0 ? time.Seconds + (time.Nanoseconds * 1e-9) : 0;
        }
    }

    /// <summary>Seconds that all threads of the process have worked.</summary>
    internal static double ProcessSeconds
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        public readonly long Seconds, Nanoseconds;
    }
}
