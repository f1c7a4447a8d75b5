using Pipeline.Core.Documents;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Core.Snapshots;
using Pipeline.Engine.Shards;

namespace Pipeline.Engine.Running;

/// <summary>A whole epoch, held still to be read while the shards go on. The engine that it is of is not gone before it is disposed.</summary>
public sealed class EpochReading : IDisposable, IDayLoader
{
    private readonly IReadOnlyList<DayReader?> _days;
    private readonly LivingReadings? _living;
    private int _disposed;

    private EpochReading(
        EpochView view, IReadOnlyList<Fact> recent, IFactStore facts, IReadOnlyList<DayReader?> days, LivingReadings? living)
    {
        View = view;
        _days = days;
        _living = living;
        Source = new DocumentSource(view, kind => Facts(kind, recent, facts), this);
    }

    /// <summary>Takes a reading of shards that stand at a registered cut.</summary>
    internal static EpochReading Take(
        EpochCut cut, IReadOnlyList<ShardKeeper> shards, FoldSettings settings, IFactStore facts, LivingReadings? living = null)
    {
        living?.Begin();
        var looks = shards.Select(s => s.Look()).ToArray();
        return new EpochReading(
            new EpochView(cut, [.. looks.Select(l => l.View)], settings),
            [.. looks.SelectMany(l => l.Facts)],
            facts,
            [.. looks.Select(l => l.Days)],
            living);
    }

    /// <summary>The shards' views and the cut.</summary>
    public EpochView View { get; }

    /// <summary>Its documents.</summary>
    public DocumentSource Source { get; }

    /// <inheritdoc/>
    public void ReadDayPage(int shard, int day, int page, Span<byte> target)
    {
        DayReader days = _days[shard] ?? throw new SnapshotDamagedException($"Shard {shard} has no snapshot to read a day from.");
        ShardSnapshots.ReadDayPage(days.Reader, day, page, target);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        View.Dispose();
        foreach (DayReader? days in _days) days?.Release();
        _living?.End();
    }

    /// <summary>Those in the store and those that are not there yet, each once; none beyond the cut.</summary>
    private IEnumerable<Fact> Facts(FactKind kind, IReadOnlyList<Fact> recent, IFactStore store)
    {
        var seen = new HashSet<(int, long)>();
        foreach (Fact fact in recent)
        {
            bool within = fact.Partition < View.Cut.Positions.Count && fact.Offset < View.Cut.Positions[fact.Partition];
            if (fact.Kind == kind && within && seen.Add((fact.Partition, fact.Offset))) yield return fact;
        }

        foreach (Fact fact in store.Read(kind, View.Cut))
        {
            if (!seen.Contains((fact.Partition, fact.Offset))) yield return fact;
        }
    }
}
