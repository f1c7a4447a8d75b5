namespace Pipeline.Core.Settings;

/// <summary>When an append to the embedded log is acknowledged. In either case no reader passes the durable end.</summary>
public enum LogDurability : byte
{
    /// <summary><c>durable</c>: after the bytes are on stable storage (a group's fsync). Nothing acknowledged is lost.</summary>
    Durable = 0,

    /// <summary><c>buffered</c>: once the operating system has the bytes. A power failure may lose what was acknowledged last.</summary>
    Buffered,
}
