using System.Runtime.InteropServices;

namespace Pipeline.Core.Journeys;

/// <summary>Where a shopper's checkpoints lie, how many there are and for how many there is room.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CheckpointList
{
    public const int Bytes = 8;

    public uint Handle;
    public ushort Count;
    public ushort Room;
}
