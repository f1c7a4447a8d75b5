using System.Runtime.InteropServices;

namespace Pipeline.Core.Totals;

/// <summary>How often one place followed another on a day. Keyed by both.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FlowRow
{
    public const int Bytes = 24;

    public ulong Key;
    public long Count;

    /// <summary>The epoch that changed it last (<see cref="Subtotals.Epoch"/>); for sinks to come.</summary>
    public uint Changed;

    public readonly int From => (int)(Key >> 32);

    public readonly int To => (int)Key;

    public static ulong KeyOf(int from, int to) => ((ulong)(uint)from << 32) | (uint)to;
}
