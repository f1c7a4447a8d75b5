using System.Runtime.InteropServices;

namespace Pipeline.Core.Totals;

/// <summary>What happened to a product in one hour. Keyed by product and hour of the day.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProductHourRow
{
    public const int Bytes = 64;

    public ulong Key;
    public int Views;
    public int Carts;
    public int Purchases;
    public int Refunds;
    public long CartUnits;
    public long Units;
    public long RefundUnits;
    public uint Revenue;

    /// <summary>The epoch that changed it last (<see cref="Subtotals.Epoch"/>); for sinks to come.</summary>
    public uint Changed;

    public readonly int Product => (int)(Key >> 8);

    public readonly int HourOfDay => (int)(Key & 0xFF);

    public static ulong KeyOf(int product, int hourOfDay) => ((ulong)(uint)product << 8) | (uint)hourOfDay;
}
