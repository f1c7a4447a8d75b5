namespace Pipeline.Core.Memory;

/// <summary>The way to <see cref="PagedRows"/> at one moment.</summary>
internal readonly struct RowDirectory(uint[] chunks, int count, int shift, uint rowUnits)
{
    public int Count => count;

    public uint Handle(int index) => chunks[index >> shift] + ((uint)(index & ((1 << shift) - 1)) * rowUnits);
}
