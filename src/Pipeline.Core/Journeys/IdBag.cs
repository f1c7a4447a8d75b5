using System.Numerics;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Journeys;

/// <summary>
/// The event ids of a shopper that are remembered. Up to 8 in a row, more by linear probing, at most three quarters full. Ids whose events
/// left the horizon are swept out before the bag grows; until then they are known by their time, and don't count.
/// </summary>
internal sealed unsafe class IdBag(Arena arena)
{
    private const int LinearUpTo = 8;
    private const int FirstCapacity = 1;

    /// <summary>Whether the id is remembered: its event is not older than <paramref name="rememberedFrom"/>.</summary>
    public bool Remembers(in Bag bag, ulong high, ulong low, long rememberedFrom)
    {
        uint mask = (uint)bag.Capacity - 1;
        bool linear = bag.Capacity <= LinearUpTo;
        uint i = linear ? 0 : (uint)high & mask;
        for (int n = linear ? bag.Count : bag.Capacity; n > 0; n--, i = (i + 1) & mask)
        {
            IdEntry* entry = arena.Read<IdEntry>(bag.Handle + (i * 2));
            if (!entry->IsUsed) return false;
            if (entry->Is(high, low) && entry->Timestamp >= rememberedFrom) return true;
        }

        return false;
    }

    /// <summary>Asks for the cache line where an id would be.</summary>
    public void PrefetchSlot(in Bag bag, ulong high)
    {
        if (bag.Handle == 0) return;
        uint i = bag.Capacity <= LinearUpTo ? 0 : (uint)high & ((uint)bag.Capacity - 1);
        Prefetch.Line(arena.Read<byte>(bag.Handle + (i * 2)));
    }

    /// <summary>Remembers an id.</summary>
    public void Add(ref Bag bag, in IdEntry entry, long rememberedFrom)
    {
        if (IsFull(bag))
        {
            Rebuild(ref bag, Math.Max(FirstCapacity, bag.Capacity), rememberedFrom);
            if (IsFull(bag) || bag.Count * 2 > bag.Capacity)
                Rebuild(ref bag, bag.Capacity * 2, rememberedFrom);
        }

        Place(bag, entry);
        bag.Count++;
    }

    /// <summary>Forgets all ids: every kept event left the horizon.</summary>
    public void Clear(ref Bag bag)
    {
        if (bag.Count != 0) Rebuild(ref bag, bag.Capacity, long.MaxValue);
    }

    private static bool IsFull(in Bag bag) =>
        bag.Capacity <= LinearUpTo ? bag.Count == bag.Capacity : bag.Count * 4 >= bag.Capacity * 3;

    private void Rebuild(ref Bag bag, int capacity, long rememberedFrom)
    {
        Bag old = bag;
        bag.Set(arena.Allocate(capacity * IdEntry.Bytes), BitOperations.Log2((uint)capacity), 0);
        int slots = old.Capacity <= LinearUpTo ? old.Count : old.Capacity;
        for (uint i = 0; i < slots; i++)
        {
            IdEntry entry = *arena.Read<IdEntry>(old.Handle + (i * 2));
            if (!entry.IsUsed || entry.Timestamp < rememberedFrom) continue;
            Place(bag, entry);
            bag.Count++;
        }

        if (old.Handle != 0) arena.Free(old.Handle, old.Capacity * IdEntry.Bytes);
    }

    private void Place(in Bag bag, in IdEntry entry)
    {
        uint i = (uint)bag.Count;
        if (bag.Capacity > LinearUpTo)
        {
            uint mask = (uint)bag.Capacity - 1;
            i = (uint)entry.High & mask;
            while (arena.Read<IdEntry>(bag.Handle + (i * 2))->IsUsed) i = (i + 1) & mask;
        }

        *arena.Write<IdEntry>(bag.Handle + (i * 2)) = entry;
    }
}
