using Pipeline.Core.Memory;

namespace Pipeline.Core.Totals;

/// <summary>
/// A day's page as it was when the view was taken, right after a seal that epoch's. Read by any thread until it is disposed.
/// </summary>
internal sealed class DayView(DayTotals day) : IDisposable
{
    public int Day { get; } = day.Day;

    public RowDirectory Minutes { get; } = day.Minutes.Directory();

    public RowDirectory Actives { get; } = day.Actives.Directory();

    public RowDirectory ProductHours { get; } = day.ProductHours.Directory();

    public RowDirectory Flows { get; } = day.Flows.Directory();

    public RowDirectory Geos { get; } = day.Geos.Directory();

    public RowDirectory Funnels { get; } = day.Funnels.Directory();

    public RowDirectory Durations { get; } = day.Durations.Directory();

    public ArenaView Memory { get; } = day.Arena.TakeView();

    public void Dispose() => Memory.Dispose();
}
