namespace Pipeline.Log;

/// <summary>
/// The partition could not be written or synced and takes nothing more until <see cref="LogWriter.Resume"/> succeeds (or
/// the log is opened again). What was acknowledged under <see cref="LogDurability.Synced"/> is safe; records not yet
/// acknowledged are not in the log after <see cref="LogWriter.Resume"/>, unless they lie below <see cref="LogWriter.End"/>.
/// </summary>
public sealed class LogWriteException : LogException
{
    private const int LinuxNoSpace = 28, LinuxQuota = 122, WindowsDiskFull = unchecked((int)0x80070070);

    internal LogWriteException(int partition, long durableEnd, Exception inner)
        : base($"Partition {partition} cannot be written behind its durable end {durableEnd}: {inner.Message}", inner)
    {
        (Partition, DurableEnd) = (partition, durableEnd);
        IsDiskFull = inner is IOException { HResult: LinuxNoSpace or LinuxQuota or WindowsDiskFull };
    }

    /// <summary>The partition.</summary>
    public int Partition { get; }

    /// <summary>Offset behind the last record known to be durable when it failed.</summary>
    public long DurableEnd { get; }

    /// <summary>Whether the disk (or a quota) is full, so that trying again helps once there is space.</summary>
    public bool IsDiskFull { get; }
}
