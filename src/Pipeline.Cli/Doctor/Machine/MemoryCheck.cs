using System.Globalization;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Doctor.Machine;

/// <summary>Memory that is left, against what the folder's state takes.</summary>
internal sealed class MemoryCheck : ICheck
{
    private const string MemInfo = "/proc/meminfo";
    private const long LeastBytes = 256L << 20;

    public string Area => "machine";

    public IEnumerable<Finding> Look(Examination examination, CancellationToken stop)
    {
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, left = Math.Min(limit, Available() ?? limit);

        // A run at work has its state in memory already; one that starts fetches what its snapshots hold, at most.
        long state = examination switch
        {
            { Running: not null } => 0,
            { Paths: { } paths } => FolderSizes.Of(paths).SnapshotBytes,
            _ => 0,
        };
        string what = $"{Amount.OfBytes(left)} of {Amount.OfBytes(limit)} left";
        if (examination.Running is { } running) what += $", the run's state takes {Amount.OfBytes(running.MemoryBytes)}";
        yield return left >= LeastBytes + state
            ? Finding.Ok("memory", what)
            : Finding.Warning(
                "memory", what,
                state > 0 ? $"The state takes up to {Amount.OfBytes(state)}: a run could be ended by the system while it starts." : "A run could be ended by the system.",
                "Stop what else needs memory, or give the machine or container more; nothing that was acknowledged is lost by it.");
    }

    private static long? Available()
    {
        if (!File.Exists(MemInfo)) return null;
        string? line = File.ReadLines(MemInfo).FirstOrDefault(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal));
        string? kibi = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
        return long.TryParse(kibi, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value << 10 : null;
    }
}
