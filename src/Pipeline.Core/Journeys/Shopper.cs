using System.Runtime.InteropServices;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Journeys;

/// <summary>A shopper's row: two cache lines. What few shoppers have (purchases, a second country, more funnels) lies behind <see cref="Rare"/>.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal struct Shopper
{
    public const int Bytes = 128;

    public Name Id;
    public Trail Trail;
    public long FirstSeen;

    public int Sessions;
    public int PageViews;
    public int ProductViews;
    public int AddToCarts;
    public ushort Country;

    /// <summary>The size of the kept events' block, as a power of two.</summary>
    public byte KeptLog;
    public byte Spare;

    /// <summary>Last day on which <see cref="Country"/> was counted.</summary>
    public int CountryDay;

    /// <summary>The kept events: a block that begins with the <see cref="Trail"/> from before them.</summary>
    public uint Kept;
    public int KeptCount;

    /// <summary>Held attempts.</summary>
    public Bag Held;

    /// <summary>Products seen and bought.</summary>
    public Bag Seen;

    /// <summary>Remembered event ids.</summary>
    public Bag Ids;

    public uint Rare;

    /// <summary>The epoch that changed it last (<see cref="Totals.Subtotals.Epoch"/>); for sinks to come.</summary>
    public uint Changed;

    public readonly bool IsNew => FirstSeen == 0;
}
