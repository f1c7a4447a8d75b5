using System.Runtime.InteropServices;

namespace Pipeline.Core.Totals;

/// <summary>Distinct shoppers of an hour (key: the hour since 1970) or of the day (key: all ones).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ActiveRow
{
    public const int Bytes = 24;
    public const ulong WholeDay = ulong.MaxValue;

    public ulong Key;
    public long Active;

    /// <summary>The epoch that changed it last (<see cref="Subtotals.Epoch"/>); for sinks to come.</summary>
    public uint Changed;
}
