namespace Pipeline.Generator;

/// <summary>Structs in one array, found by number; a freed number is given again.</summary>
internal sealed class SlotPool<T>
    where T : struct
{
    private T[] items = new T[256];
    private int[] free = new int[256];
    private int freeCount;
    private int used;

    internal int Count => used - freeCount;

    internal ref T this[int slot] => ref items[slot];

    internal int Add(in T item)
    {
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        if (slot == items.Length) Array.Resize(ref items, slot * 2);
        items[slot] = item;
        return slot;
    }

    internal void Free(int slot)
    {
        if (freeCount == free.Length) Array.Resize(ref free, freeCount * 2);
        free[freeCount++] = slot;
    }
}
