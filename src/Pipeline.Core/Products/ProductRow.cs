using System.Runtime.InteropServices;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Products;

/// <summary>A product's totals in a shard: two cache lines.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal struct ProductRow
{
    public const int Bytes = 128;

    public Name Id;
    public long Views;
    public long Carts;
    public long CartUnits;
    public long Purchases;
    public long Units;
    public long Refunds;
    public long RefundUnits;
    public int Viewers;
    public int Buyers;
    public long FirstSeen;
    public long LastSeen;
    public uint Revenue;

    /// <summary>The newest event's name and category: a <see cref="NewestText"/> each.</summary>
    public uint Name;
    public uint Category;

    /// <summary>Where the bucket of the hour last counted lies, so that most events find it without looking.</summary>
    public int CurrentHour;
    public uint CurrentHourRow;

    /// <summary>The epoch that changed it last (<see cref="Totals.Subtotals.Epoch"/>); for sinks to come.</summary>
    public uint Changed;

    public readonly long Events => Views + Carts + Purchases + Refunds;
}
