using System.Runtime.InteropServices;

namespace Pipeline.Core.Journeys;

/// <summary>A small table of one shopper: where it lies, how many entries it has room for (a power of two) and how many are in it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Bag
{
    public uint Handle;
    private uint _sizes;

    public int Count
    {
        readonly get => (int)(_sizes >> 5);
        set => _sizes = ((uint)value << 5) | (_sizes & 31);
    }

    public readonly int Capacity => Handle == 0 ? 0 : 1 << (int)(_sizes & 31);

    public void Set(uint handle, int log, int count) => (Handle, _sizes) = (handle, ((uint)count << 5) | (uint)log);
}
