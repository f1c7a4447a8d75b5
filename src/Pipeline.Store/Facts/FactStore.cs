using System.Collections.Concurrent;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Store.Files;

namespace Pipeline.Store.Facts;

/// <summary>
/// Facts in append files, a folder <c>shard-N</c> for each shard. Thread-safe. Facts belong to one generation: a rebuild begins
/// with an empty folder (<see cref="FactFolders"/>). Methods throw <see cref="IOException"/> when the medium fails, and <see cref="FactsDamagedException"/>
/// when what was durable is not there any more.
/// </summary>
public sealed class FactStore : IFactStore, IDisposable
{

    private readonly IFileLayer _files;
    private readonly string _path;
    private readonly FactStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<int, Lazy<FactShard>> _shards = new();

    /// <summary>Opens the facts in a folder; it is created with the first.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">How they are kept; the defaults when null.</param>
    /// <param name="time">Tells the age of segments; the system's when null.</param>
    public FactStore(string path, FactStoreOptions? options = null, TimeProvider? time = null)
        : this(path, options ?? new FactStoreOptions(), time ?? TimeProvider.System, DiskFiles.Instance)
    {
    }

    internal FactStore(string path, FactStoreOptions options, TimeProvider time, IFileLayer files) =>
        (_path, _options, _time, _files) = (Path.GetFullPath(path), options.Checked(), time, files);

    /// <inheritdoc/>
    /// <remarks>When it throws some of them may be there; appending all again does no harm.</remarks>
    public void Append(int shard, IReadOnlyList<Fact> facts)
    {
        if (facts.Count > 0) Shard(shard).Append(facts);
    }

    /// <inheritdoc/>
    public void Flush(int shard) => Shard(shard).Flush();

    /// <inheritdoc/>
    /// <remarks>Holds 24 bytes for each fact that is read, and one record; it sees what was flushed when it began.</remarks>
    public IEnumerable<Fact> Read(FactKind kind, EpochCut cut)
    {
        var sources = new List<FactSource>();
        try
        {
            foreach (int shard in KnownShards()) sources.AddRange(Shard(shard).OpenSources());
            List<FactKey> keys = Keys(sources, kind, cut);
            for (int i = 0; i < keys.Count; i++)
            {
                if (i == 0 || !keys[i].IsSameFact(keys[i - 1])) yield return Body(sources[keys[i].Source], keys[i]);
            }
        }
        finally
        {
            foreach (FactSource source in sources) source.File.Dispose();
        }
    }

    /// <summary>
    /// By partition, the offset from which on every fact below the cut is here as far as retention goes: 0 where it took nothing, and the
    /// cut where nobody can say because a shard that lost facts has none of the partition left.
    /// </summary>
    /// <param name="cut">How far facts are looked at.</param>
    /// <exception cref="FactsDamagedException">A segment is not what was written.</exception>
    public IReadOnlyList<long> KeptFrom(EpochCut cut)
    {
        var from = new long[cut.Positions.Count];
        foreach (int number in KnownShards())
        {
            FactShard shard = Shard(number);
            List<FactSource> sources = shard.OpenSources();
            try
            {
                if (!shard.HasLost) continue;
                long[] oldest = [.. cut.Positions];
                foreach (FactKey key in Keys(sources, kind: null, cut)) oldest[key.Partition] = Math.Min(oldest[key.Partition], key.Offset);
                for (int p = 0; p < from.Length; p++) from[p] = Math.Max(from[p], oldest[p]);
            }
            finally
            {
                foreach (FactSource source in sources) source.File.Dispose();
            }
        }

        return from;
    }

    /// <summary>Closes the files. What was not flushed may be lost.</summary>
    public void Dispose()
    {
        foreach (Lazy<FactShard> shard in _shards.Values)
        {
            if (shard.IsValueCreated) shard.Value.Dispose();
        }
    }

    private static List<FactKey> Keys(List<FactSource> sources, FactKind? kind, EpochCut cut)
    {
        var keys = new List<FactKey>();
        for (int source = 0; source < sources.Count; source++)
        {
            FactFrames frames = sources[source].Frames;
            while (true)
            {
                long position = frames.Position;
                if (!frames.Next(out FactFrame frame)) break;
                bool isInside = (uint)frame.Partition < (uint)cut.Positions.Count && frame.Offset < cut.Positions[frame.Partition];
                if (isInside && (kind is null || frame.Kind == kind)) keys.Add(new FactKey(frame.Offset, position, frame.Partition, source));
            }

            if (!frames.IsAtEnd) throw Damaged(sources[source], frames.Position);
        }

        keys.Sort();
        return keys;
    }

    private static Fact Body(FactSource source, FactKey key) =>
        source.Frames.TryReadAt(key.Position, out FactFrame frame) ? frame.ToFact() : throw Damaged(source, key.Position);

    private static FactsDamagedException Damaged(FactSource source, long position) =>
        new($"'{source.Path}' is not what was written at {position}.");

    private IEnumerable<int> KnownShards() => ShardFolders.Numbers(_files, _path);

    private FactShard Shard(int shard)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        string folder = ShardFolders.PathOf(_path, shard);

        // A Lazy opens a shard once however many ask; one that could not be opened goes, so that the next asks again.
        Lazy<FactShard> lazy = _shards.GetOrAdd(
            shard, _ => new Lazy<FactShard>(() => FactShard.Open(_files, folder, shard, _options, _time)));
        try
        {
            return lazy.Value;
        }
        catch
        {
            // The error goes on; see above.
            _ = _shards.TryRemove(new KeyValuePair<int, Lazy<FactShard>>(shard, lazy));
            throw;
        }
    }
}
