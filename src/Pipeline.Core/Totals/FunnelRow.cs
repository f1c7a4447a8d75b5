using System.Runtime.InteropServices;

namespace Pipeline.Core.Totals;

/// <summary>The attempts of one funnel, day and country. Keyed by funnel and packed country; "all" is their sum.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FunnelRow
{
    public const int Bytes = 128;

    public ulong Key;
    public fixed long Reached[8];
    public long Converted;
    public long Excluded;
    public ulong TimeLow;
    public long TimeHigh;
    public uint Revenue;

    /// <summary>The epoch that changed it last (<see cref="Subtotals.Epoch"/>); for sinks to come.</summary>
    public uint Changed;

    public readonly int Funnel => (int)(Key >> 16);

    public readonly ushort Country => (ushort)Key;

    public readonly Int128 TimeSum => new((ulong)TimeHigh, TimeLow);

    public static ulong KeyOf(int funnel, ushort country) => ((ulong)(uint)funnel << 16) | country;

    public void AddTime(long milliseconds)
    {
        Int128 sum = TimeSum + milliseconds;
        TimeLow = (ulong)sum;
        TimeHigh = (long)(sum >> 64);
    }
}
