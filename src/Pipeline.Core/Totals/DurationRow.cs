using System.Runtime.InteropServices;

namespace Pipeline.Core.Totals;

/// <summary>How many conversions of a funnel, day and country took a time of one <see cref="DurationBuckets"/> bucket.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DurationRow
{
    public const int Bytes = 24;

    public ulong Key;
    public long Count;

    public readonly ulong FunnelKey => Key >> 16;

    public readonly int Bucket => (int)(Key & 0xFFFF);

    public static ulong KeyOf(ulong funnelKey, int bucket) => (funnelKey << 16) | (uint)bucket;
}
