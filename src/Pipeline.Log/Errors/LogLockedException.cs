namespace Pipeline.Log;

/// <summary>Another writer has the log open. There is one writer per folder; readers are not limited.</summary>
public sealed class LogLockedException : LogException
{
    internal LogLockedException(string folder, int? processId, Exception inner)
        : base(
            $"The log in '{folder}' is being written by {(processId is { } id ? $"process {id}" : "another process")}; " +
            "a log has one writer at a time.",
            inner)
        => (Folder, ProcessId) = (folder, processId);

    /// <summary>The log's folder.</summary>
    public string Folder { get; }

    /// <summary>The process that holds it, as far as it could be read.</summary>
    public int? ProcessId { get; }
}
