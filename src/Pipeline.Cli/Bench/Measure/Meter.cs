using System.Diagnostics;

namespace Pipeline.Cli.Bench.Measure;

/// <summary>Adds up processor time, wall time and allocations between starts and stops; of one thread or of the whole process.</summary>
internal sealed class Meter(bool wholeProcess = false)
{
    private double cpu;
    private long wall, allocated;

    /// <summary>Seconds of processor time.</summary>
    internal double CpuSeconds { get; private set; }

    /// <summary>Seconds on the wall.</summary>
    internal double Seconds { get; private set; }

    /// <summary>Bytes allocated.</summary>
    internal long AllocatedBytes { get; private set; }

    internal void Start()
    {
        allocated = Allocated();
        wall = Stopwatch.GetTimestamp();
        cpu = Cpu();
    }

    internal void Stop()
    {
        CpuSeconds += Cpu() - cpu;
        Seconds += Stopwatch.GetElapsedTime(wall).TotalSeconds;
        AllocatedBytes += Allocated() - allocated;
    }

    private double Cpu() => wholeProcess ? ProcessorClock.ProcessSeconds : ProcessorClock.ThreadSeconds;

    private long Allocated() => wholeProcess ? GC.GetTotalAllocatedBytes(precise: true) : GC.GetAllocatedBytesForCurrentThread();
}
