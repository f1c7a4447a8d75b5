namespace Pipeline.Store.Folders;

/// <summary>Another process works in the data folder: only one may.</summary>
public sealed class FolderInUseException : IOException
{
    /// <summary>Names the folder and the process.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="processId">The process that has it; null when it could not be told.</param>
    public FolderInUseException(string folder, int? processId)
        : base($"The data folder '{folder}' is in use by {(processId is { } id ? $"process {id}" : "another process")}.")
    {
        Folder = folder;
        ProcessId = processId;
    }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>The process that has it; null when it could not be told (it has only just begun).</summary>
    public int? ProcessId { get; }
}
