using Pipeline.Core.Memory;

namespace Pipeline.Core.Totals;

/// <summary>
/// A shard's page of one UTC day: the buckets that belong to it, in an arena of their own so that the page can be put away whole.
/// Everything in it is a sum of differences: order does not matter, and what is taken back is added negated.
/// </summary>
internal sealed class DayTotals : IDisposable
{
    private const int SmallChunk = 2048;
    private const int LargeChunk = 16384;

    public DayTotals(int day, PagePool pool)
    {
        Day = day;
        Arena = new Arena(pool);
        Minutes = new KeyedRows(Arena, MinuteRow.Bytes, SmallChunk);
        Actives = new KeyedRows(Arena, ActiveRow.Bytes, SmallChunk / 4);
        ProductHours = new KeyedRows(Arena, ProductHourRow.Bytes, LargeChunk);
        Flows = new KeyedRows(Arena, FlowRow.Bytes, SmallChunk);
        Geos = new KeyedRows(Arena, GeoRow.Bytes, SmallChunk / 2);
        Funnels = new KeyedRows(Arena, FunnelRow.Bytes, SmallChunk);
        Durations = new KeyedRows(Arena, DurationRow.Bytes, SmallChunk);
    }

    /// <summary>Days since 1970-01-01.</summary>
    public int Day { get; }

    public Arena Arena { get; }

    public KeyedRows Minutes { get; }

    public KeyedRows Actives { get; }

    public KeyedRows ProductHours { get; }

    public KeyedRows Flows { get; }

    public KeyedRows Geos { get; }

    public KeyedRows Funnels { get; }

    public KeyedRows Durations { get; }

    /// <summary>When the day was last written or asked for, by the shard's own count of uses.</summary>
    public long LastUse { get; set; }

    /// <summary>The page as it is now, for readers.</summary>
    public DayView TakeView() => new(this);

    /// <summary>Whether a view of it is still in use, by whatever thread.</summary>
    public bool IsRead => Arena.IsViewed;

    public void WriteRoot(RootWriter root)
    {
        Arena.WriteRoot(root);
        foreach (KeyedRows rows in Tables()) rows.WriteRoot(root);
    }

    public void Restore(RootReader root, Action<int, Span<byte>> readPage)
    {
        Arena.Restore(root, readPage);
        foreach (KeyedRows rows in Tables()) rows.Restore(root);
    }

    public void Dispose() => Arena.Dispose();

    private KeyedRows[] Tables() => [Minutes, Actives, ProductHours, Flows, Geos, Funnels, Durations];
}
