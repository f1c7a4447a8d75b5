using Pipeline.Core.Memory;
using Pipeline.Core.Shards;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>The day pages of all shards at an epoch, of a span of days; those that are away are read while this is in use.</summary>
internal sealed class DayPages : IDisposable
{
    private readonly PagePool _pool = new();
    private readonly List<DayTotals> _read = [];
    private readonly List<DayView> _views = [];

    public DayPages(EpochView view, IDayLoader? loader, DaySpan span)
    {
        var pages = new List<(int Shard, DayView Day)>();
        foreach (ShardView shard in view.Shards)
        {
            pages.AddRange(shard.Days.Where(d => span.Holds(d.Day)).Select(d => (shard.Number, d)));
            foreach ((int day, byte[] root) in shard.AwayDays.Where(a => span.Holds(a.Key)))
            {
                if (loader is null) throw new InvalidOperationException("A day is away and there is no store to read it from.");
                var totals = new DayTotals(day, _pool);
                _read.Add(totals);
                totals.Restore(new RootReader(root), (page, target) => loader.ReadDayPage(shard.Number, day, page, target));
                DayView read = totals.TakeView();
                _views.Add(read);
                pages.Add((shard.Number, read));
            }
        }

        All = [.. pages.OrderBy(p => p.Day.Day).ThenBy(p => p.Shard)];
    }

    /// <summary>By day, then shard.</summary>
    public IReadOnlyList<(int Shard, DayView Day)> All { get; }

    public void Dispose()
    {
        foreach (DayView view in _views) view.Dispose();
        foreach (DayTotals day in _read) day.Dispose();
        _pool.Dispose();
    }
}
