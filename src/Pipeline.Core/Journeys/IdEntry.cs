using System.Runtime.InteropServices;

namespace Pipeline.Core.Journeys;

/// <summary>A remembered event id: 80 bits of its hash and its event's time, 16 bytes. Time 0: unused.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct IdEntry(ulong high, ulong low, long timestamp)
{
    public const int Bytes = 16;

    public ulong High = high;
    private ulong _timeAndLow = ((ulong)timestamp << 16) | (ushort)low;

    public readonly long Timestamp => (long)(_timeAndLow >> 16);

    public readonly bool IsUsed => _timeAndLow != 0;

    public readonly bool Is(ulong high, ulong low) => High == high && (ushort)_timeAndLow == (ushort)low && IsUsed;
}
