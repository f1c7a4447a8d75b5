using System.Runtime.InteropServices;

namespace Pipeline.Core.Totals;

/// <summary>What came from one country on a day. Keyed by the packed country.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GeoRow
{
    public const int Bytes = 48;

    public ulong Country;
    public long Events;
    public long Users;
    public long Purchases;
    public uint Revenue;

    /// <summary>The epoch that changed it last (<see cref="Subtotals.Epoch"/>); for sinks to come.</summary>
    public uint Changed;
}
