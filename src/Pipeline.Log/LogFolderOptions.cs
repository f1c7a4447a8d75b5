using Pipeline.Log.Files;
using Pipeline.Log.Partitions;

namespace Pipeline.Log;

/// <summary>Settings of a <see cref="LogFolder"/>. Every one has a default.</summary>
public sealed class LogFolderOptions
{
    /// <summary>The identity that the log must have, else <see cref="LogMismatchException"/>. Default: null, whichever it has.</summary>
    public Guid? Identity { get; init; }

    /// <summary>How often a waiting reader looks whether another process has appended, 1 ms to 1 min. Default: 5 ms.</summary>
    public TimeSpan PollInterval { get; init; } = EndWatch.DefaultPoll;

    /// <summary>The clock for that. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal ILogFiles Files { get; init; } = DiskFiles.Instance;

    internal void Check()
    {
        if (PollInterval < TimeSpan.FromMilliseconds(1) || PollInterval > TimeSpan.FromMinutes(1))
            throw new ArgumentOutOfRangeException(nameof(PollInterval), PollInterval, "1 ms to 1 min is allowed.");
    }
}
