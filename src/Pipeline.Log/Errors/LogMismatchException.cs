namespace Pipeline.Log;

/// <summary>The log in the folder is not the one that was asked for: another identity, or another number of partitions.</summary>
public sealed class LogMismatchException : LogException
{
    internal LogMismatchException(string folder, string property, string expected, string found)
        : base($"The log in '{folder}' has the {property} {found}, expected was {expected}.")
        => (Folder, Property, Expected, Found) = (folder, property, expected, found);

    /// <summary>The log's folder.</summary>
    public string Folder { get; }

    /// <summary>What differs: <c>identity</c> or <c>partition count</c>.</summary>
    public string Property { get; }

    /// <summary>What was asked for.</summary>
    public string Expected { get; }

    /// <summary>What the log has.</summary>
    public string Found { get; }
}
