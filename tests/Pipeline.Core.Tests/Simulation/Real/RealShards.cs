using System.Text.Json;
using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Core.Snapshots;

namespace Pipeline.Core.Tests.Simulation.Real;

/// <summary>The core's shards in the simulator, against the reference.</summary>
internal sealed class RealShards : ISimulatedShards, IDisposable
{
    public const string DayPutAway = "day put away", DayFetchedBack = "day fetched back";

    private readonly PagePool _pool = new();
    private readonly Dictionary<int, ShardView> _nothing = [];

    public int DaysPutAway { get; set; }

    public int DaysFetchedBack { get; set; }

    public ISimulatedShard New(Generation generation, int shard, EpochCut first)
    {
        var fresh = new Shard(shard, generation.Shards, RealEvents.SettingsOf(generation.FoldVersion), _pool);
        for (int p = 0; p < first.Positions.Count; p++) fresh.Begin(new ReadingBegin(p, 0, first.Positions[p]));
        return new RealShard(this, fresh, generation, new RealShares(), null, null);
    }

    public ISimulatedShard Restore(Generation generation, int shard, byte[] snapshot)
    {
        var restored = new Shard(shard, generation.Shards, RealEvents.SettingsOf(generation.FoldVersion), _pool);
        try
        {
            MemoryImage image = MemoryImage.FromBytes(snapshot);
            var reader = new MemorySnapshotReader(image);
            SnapshotMarks marks = ShardSnapshots.Restore(restored, reader);
            ShardSnapshots.CheckDays(reader);
            ShardSnapshots.UseDays(restored, reader, marks);
            return new RealShard(this, restored, generation, RealShares.FromBytes(image.Beside), image, marks);
        }
        catch (SnapshotDamagedException damage)
        {
            restored.Dispose();
            throw new InvalidDataException("damaged", damage);
        }
    }

    /// <summary>An epoch in which one shard speaks and the others know of nothing.</summary>
    public EpochView Alone(ShardView view, EpochCut cut, Generation generation)
    {
        FoldSettings settings = RealEvents.SettingsOf(generation.FoldVersion);
        if (!_nothing.TryGetValue(generation.FoldVersion, out ShardView? nothing))
            _nothing[generation.FoldVersion] = nothing = new Shard(0, 1, settings, _pool).TakeView();
        return new EpochView(cut, [.. Enumerable.Range(0, generation.Shards).Select(s => s == view.Number ? view : nothing)], settings);
    }

    public ISimulatedFold NewFold(Generation generation) => new ReferenceFold(RealEvents.SettingsOf(generation.FoldVersion));

    public SortedList<string, SimDocument> Documents(Generation generation, EpochCut cut, IReadOnlyList<SealedShard> shards)
    {
        RealSeal[] seals = [.. shards.Cast<RealSeal>()];
        var view = new EpochView(cut, [.. seals.Select(s => s.View)], RealEvents.SettingsOf(generation.FoldVersion));
        var source = new DocumentSource(view, _ => [], new SealDays(shard => seals[shard].Days));
        var documents = new SortedList<string, SimDocument>(StringComparer.Ordinal);
        foreach ((string key, SimDocument share) in shards.SelectMany(s => s.Shares))
        {
            documents[key] = new SimDocument(null, Math.Max(documents.GetValueOrDefault(key).ChangedBy, share.ChangedBy));
        }

        foreach (string collection in Collections.Invariant)
        {
            source.Render(collection, line =>
            {
                string key = DocumentKeys.Of(collection, line);
                documents[key] = documents[key] with { Bytes = line.ToArray() };
            });
        }

        return documents;
    }

    public string Poison(SimRandom random) => $"{Collections.Products} p{random.Below(4)}";

    /// <summary>A product's views, whatever the settings are, are only ever added to.</summary>
    public long? NeverFalls(string key, ReadOnlyMemory<byte>? document)
    {
        if (!key.StartsWith(Collections.Products + ' ', StringComparison.Ordinal)) return null;
        if (document is not { } bytes) return 0;
        using JsonDocument json = JsonDocument.Parse(bytes);
        return json.RootElement.GetProperty("views").GetInt64();
    }

    public void Dispose() => _pool.Dispose();
}
