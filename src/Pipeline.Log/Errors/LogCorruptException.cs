namespace Pipeline.Log;

/// <summary>
/// Bytes below the durable end are not what was written: a damaged, shortened or missing file. Never a torn tail, which
/// lies behind the durable end and is cut when a writer opens the log. Reading again gives the same answer.
/// </summary>
public sealed class LogCorruptException : LogException
{
    internal LogCorruptException(string file, long position, long offset, string reason, Exception? inner = null)
        : base($"The log is damaged: '{file}' at byte {position} (offset {offset}): {reason}.", inner)
        => (File, Position, Offset, Reason) = (file, position, offset, reason);

    /// <summary>Path of the damaged file.</summary>
    public string File { get; }

    /// <summary>Where in the file, in bytes.</summary>
    public long Position { get; }

    /// <summary>Offset of the first record that cannot be read; -1 when the damage is not about records.</summary>
    public long Offset { get; }

    /// <summary>What does not fit, in words.</summary>
    public string Reason { get; }
}
