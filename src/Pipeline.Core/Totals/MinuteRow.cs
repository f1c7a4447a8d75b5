using System.Runtime.InteropServices;

namespace Pipeline.Core.Totals;

/// <summary>What happened on the site in one minute. Keyed by the minute since 1970.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MinuteRow
{
    public const int Bytes = 64;

    public ulong Minute;
    public int PageViews;
    public int ProductViews;
    public int AddToCarts;
    public int Purchases;
    public int Refunds;
    public int Sessions;
    public int Converted;
    public int Active;
    public long Units;
    public uint Revenue;

    /// <summary>The epoch that changed it last (<see cref="Subtotals.Epoch"/>); for sinks to come.</summary>
    public uint Changed;

    public readonly int Events => PageViews + ProductViews + AddToCarts + Purchases + Refunds;
}
