using System.Runtime.CompilerServices;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Totals;

/// <summary>
/// The days of a shard: those in memory, and those put away of which only the root is kept. A day that is touched is in memory;
/// which may leave is decided by who takes snapshots, because only a stored page may be put away.
/// </summary>
internal sealed class Days(PagePool pool) : IDisposable
{
    private readonly Dictionary<int, DayTotals> _loaded = [];
    private readonly Dictionary<int, byte[]> _away = [];
    private readonly List<DayTotals> _leaving = [];
    private DayTotals? _last;
    private long _uses;

    /// <summary>Where days that are away come back from.</summary>
    public IDayPages? Store { get; set; }

    public IReadOnlyCollection<DayTotals> Loaded => _loaded.Values;

    /// <summary>The day that was last asked for, while it is in memory.</summary>
    public DayTotals? Last => _last;

    /// <summary>The roots of the days that are away.</summary>
    public IReadOnlyDictionary<int, byte[]> Away => _away;

    /// <summary>How often a day was fetched back.</summary>
    public long Fetched { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DayTotals Of(int day) => _last is { } last && last.Day == day ? last : Switch(day);

    /// <summary>The days in memory as they are now, for readers.</summary>
    public DayView[] TakeViews()
    {
        LetGo();
        return [.. _loaded.Values.OrderBy(d => d.Day).Select(d => d.TakeView())];
    }

    /// <summary>Puts a day away. Its pages must be stored as they are; their memory goes once no view reads it.</summary>
    public void PutAway(DayTotals day)
    {
        var root = new RootWriter();
        day.WriteRoot(root);
        _away[day.Day] = root.Written.ToArray();
        _loaded.Remove(day.Day);
        if (_last == day) _last = null;
        _leaving.Add(day);
        LetGo();
    }

    /// <summary>Notes a day that is away, when a shard is restored.</summary>
    public void AddAway(int day, ReadOnlySpan<byte> root) => _away[day] = root.ToArray();

    public void Dispose()
    {
        foreach (DayTotals day in _loaded.Values.Concat(_leaving)) day.Dispose();
        _loaded.Clear();
        _leaving.Clear();
        _last = null;
    }

    /// <summary>An export may read a day for minutes after it left.</summary>
    private void LetGo()
    {
        for (int i = _leaving.Count - 1; i >= 0; i--)
        {
            if (_leaving[i].IsRead) continue;
            _leaving[i].Dispose();
            _leaving.RemoveAt(i);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private DayTotals Switch(int day)
    {
        LetGo();
        if (!_loaded.TryGetValue(day, out DayTotals? totals))
        {
            totals = new DayTotals(day, pool);
            if (_away.TryGetValue(day, out byte[]? root))
            {
                (Store ?? throw new InvalidOperationException("A day is away and there is no store to fetch it from."))
                    .Load(totals, new RootReader(root));
                _away.Remove(day);
                Fetched++;
            }

            _loaded[day] = totals;
        }

        totals.LastUse = ++_uses;
        _last = totals;
        return totals;
    }
}
