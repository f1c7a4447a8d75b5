using Pipeline.Core.Epochs;
using Pipeline.Store.Facts;
using Pipeline.Store.Files;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Inspection;

/// <summary>Looks at a data folder on which nothing works, as opening it would, and changes nothing there.</summary>
public static class StoreInspection
{
    /// <summary>Opens a registry in memory.</summary>
    /// <param name="path">The registry's file.</param>
    /// <param name="epochs">Epochs that are looked up in it.</param>
    /// <exception cref="RegistryDamagedException">Something acknowledged is missing.</exception>
    /// <exception cref="StoreVersionException">A newer program wrote it.</exception>
    /// <exception cref="IOException">The medium failed.</exception>
    public static RegistryFound Registry(string path, IEnumerable<long> epochs)
    {
        path = Path.GetFullPath(path);
        using OverlayFiles files = new(DiskFiles.Instance);
        using EpochRegistryFile registry = EpochRegistryFile.Open(path, files);
        Dictionary<long, EpochCut> cuts = [];
        foreach (long epoch in epochs)
        {
            if (registry.FindAsync(epoch).AsTask().GetAwaiter().GetResult() is { } cut) cuts[epoch] = cut;
        }

        return new RegistryFound(registry.ReadAsync().AsTask().GetAwaiter().GetResult(), registry.HighestNumber, registry.Opening, cuts);
    }

    /// <summary>Reads every fact of a generation and verifies it.</summary>
    /// <param name="folder">The folder of all facts.</param>
    /// <param name="origin">The generation's origin.</param>
    /// <param name="shards">Shards that have a snapshot: before it is taken their facts are flushed, so they have a folder, be it an empty one.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The number of facts.</returns>
    /// <exception cref="FactsDamagedException">What was durable is not there any more.</exception>
    /// <exception cref="IOException">The medium failed.</exception>
    public static long Facts(string folder, long origin, IEnumerable<int> shards, CancellationToken cancellation = default)
    {
        string path = Path.GetFullPath(new FactFolders(folder).Of(origin));
        int[] there = [.. ShardFolders.Numbers(DiskFiles.Instance, path)];
        foreach (int missing in shards.Except(there)) throw new FactsDamagedException($"'{ShardFolders.PathOf(path, missing)}' is gone.");
        long facts = 0;
        foreach (int number in there) facts += FactsOf(path, number, cancellation);
        return facts;
    }

    private static long FactsOf(string path, int number, CancellationToken cancellation)
    {
        using OverlayFiles files = new(DiskFiles.Instance);
        using FactShard shard = FactShard.Open(files, ShardFolders.PathOf(path, number), number, new FactStoreOptions(), TimeProvider.System);
        List<FactSource> sources = shard.OpenSources();
        long facts = 0;
        try
        {
            foreach (FactSource source in sources)
            {
                for (; source.Frames.Next(out _); facts++) cancellation.ThrowIfCancellationRequested();
                if (!source.Frames.IsAtEnd) throw new FactsDamagedException($"'{source.Path}' is not what was written at {source.Frames.Position}.");
            }
        }
        finally
        {
            foreach (FactSource source in sources) source.File.Dispose();
        }

        return facts;
    }
}
