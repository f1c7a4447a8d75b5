namespace Pipeline.Store.Registry;

/// <summary>
/// The registry lost something that it had acknowledged. It is not used any more: numbers that were given out must not come
/// again. The way on is <see cref="EpochRegistryFile.BeginAnew(string, long)"/> and a new generation above every number that anybody knows.
/// </summary>
public sealed class RegistryDamagedException : IOException
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="path">The registry's file.</param>
    /// <param name="what">What was found.</param>
    /// <param name="newestProven">The highest epoch number that what is left proves; -1 when it proves none.</param>
    public RegistryDamagedException(string path, string what, long newestProven)
        : base($"The registry '{path}' is damaged: {what}. The highest epoch number still readable is {newestProven}.") =>
        NewestProven = newestProven;

    /// <summary>The highest epoch number that what is left proves; -1 when it proves none. Shards and sinks may know higher ones.</summary>
    public long NewestProven { get; }
}
