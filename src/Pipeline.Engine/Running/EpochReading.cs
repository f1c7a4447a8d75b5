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

    /// <summary>Takes a reading of a registered epoch; null where a shard does not stand at its cut: shards go on while they are looked at.</summary>
    internal static EpochReading? Take(
        EpochCut cut, IReadOnlyList<ShardKeeper> shards, FoldSettings settings, IFactStore facts, LivingReadings? living = null)
    {
        var views = new List<ShardView>();
        var days = new List<DayReader?>();
        var recent = new List<Fact>();
        foreach (ShardKeeper shard in shards)
        {
            if (shard.LookAt(cut) is not { } look)
            {
                Release(views, days);
                return null;
            }

            views.Add(look.View);
            days.Add(look.Days);
            recent.AddRange(look.Facts);
        }

        living?.Begin();
        return new EpochReading(new EpochView(cut, views, settings), recent, facts, days, living);
    }

    /// <summary>The shards' views and the cut.</summary>
    public EpochView View { get; }

    /// <summary>Its documents.</summary>
    public DocumentSource Source { get; }

    /// <summary>Calls <paramref name="line"/> with each document of a collection (<see cref="DocumentSource.Render"/>), until it is stopped.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before the last.</exception>
    public void Render(string collection, Action<ReadOnlySpan<byte>> line, CancellationToken stop) => Source.Render(collection, document =>
    {
        stop.ThrowIfCancellationRequested();
        line(document);
    });

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
        Release(View.Shards, _days);
        _living?.End();
    }

    private static void Release(IReadOnlyList<ShardView> views, IReadOnlyList<DayReader?> days)
    {
        foreach (ShardView view in views) view.Dispose();
        foreach (DayReader? day in days) day?.Release();
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
