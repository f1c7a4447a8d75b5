using System.Numerics;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Journeys;

/// <summary>
/// The products that a shopper viewed or bought: 4 bytes each (number + 1, two bits). Up to 16 in a row, more by linear probing, at most
/// three quarters full.
/// </summary>
internal sealed unsafe class SeenBag(Arena arena)
{
    public const uint Viewed = 1;
    public const uint Bought = 2;
    private const int LinearUpTo = 16;
    private const int FirstCapacity = 4;

    /// <summary>Notes that a product was viewed or bought; true when it had not been before.</summary>
    public bool Note(ref Bag bag, int product, uint bit)
    {
        uint tagged = ((uint)product + 1) << 2;
        if (!TryFind(bag, tagged, out uint i))
        {
            if (IsFull(bag)) Grow(ref bag);
            Place(bag, tagged | bit);
            bag.Count++;
            return true;
        }

        uint* entry = arena.Read<uint>(bag.Handle + (i >> 1)) + (i & 1);
        if ((*entry & bit) != 0) return false;
        *(arena.Write<uint>(bag.Handle + (i >> 1)) + (i & 1)) |= bit;
        return true;
    }

    /// <summary>Asks for the cache line where a product would be.</summary>
    public void PrefetchSlot(in Bag bag, int product)
    {
        if (bag.Handle == 0) return;
        uint i = bag.Capacity <= LinearUpTo ? 0 : Hash(((uint)product + 1) << 2) & ((uint)bag.Capacity - 1);
        Prefetch.Line(arena.Read<byte>(bag.Handle + (i >> 1)));
    }

    private static uint Hash(uint tagged) => (tagged * 0x9E3779B1u) >> 7;

    private static bool IsFull(in Bag bag) =>
        bag.Capacity <= LinearUpTo ? bag.Count == bag.Capacity : bag.Count * 4 >= bag.Capacity * 3;

    private bool TryFind(in Bag bag, uint tagged, out uint index)
    {
        int capacity = bag.Capacity;
        if (capacity <= LinearUpTo)
        {
            // At most one cache line, or two: a block of up to 64 bytes never crosses a page.
            uint* first = bag.Handle == 0 ? null : arena.Read<uint>(bag.Handle);
            for (index = 0; index < bag.Count; index++)
            {
                if ((first[index] & ~3u) == tagged) return true;
            }

            return false;
        }

        uint mask = (uint)capacity - 1;
        for (index = Hash(tagged) & mask; ; index = (index + 1) & mask)
        {
            uint entry = *(arena.Read<uint>(bag.Handle + (index >> 1)) + (index & 1));
            if (entry == 0) return false;
            if ((entry & ~3u) == tagged) return true;
        }
    }

    private void Grow(ref Bag bag)
    {
        Bag old = bag;
        int capacity = Math.Max(FirstCapacity, old.Capacity * 2);
        bag.Set(arena.Allocate(capacity * 4), BitOperations.Log2((uint)capacity), 0);
        int slots = old.Capacity <= LinearUpTo ? old.Count : old.Capacity;
        for (uint i = 0; i < slots; i++)
        {
            uint entry = *(arena.Read<uint>(old.Handle + (i >> 1)) + (i & 1));
            if (entry == 0) continue;
            Place(bag, entry);
            bag.Count++;
        }

        if (old.Handle != 0) arena.Free(old.Handle, old.Capacity * 4);
    }

    private void Place(in Bag bag, uint entry)
    {
        uint i = (uint)bag.Count;
        if (bag.Capacity > LinearUpTo)
        {
            uint mask = (uint)bag.Capacity - 1;
            i = Hash(entry & ~3u) & mask;
            while (*(arena.Read<uint>(bag.Handle + (i >> 1)) + (i & 1)) != 0) i = (i + 1) & mask;
        }

        *(arena.Write<uint>(bag.Handle + (i >> 1)) + (i & 1)) = entry;
    }
}
