namespace Pipeline.Log;

/// <summary>When an append is acknowledged. Readers never pass the durable end, whatever is chosen here.</summary>
public enum LogDurability
{
    /// <summary>Once it is on the disk (fsync, shared by everything that waits for it). The default.</summary>
    Synced,

    /// <summary>
    /// Once the operating system has it: survives the process, not the machine, and not a failed fsync. It becomes durable,
    /// and readable, at most <see cref="LogWriterOptions.FlushInterval"/> later.
    /// </summary>
    Buffered,
}
