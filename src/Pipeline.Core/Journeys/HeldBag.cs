using System.Numerics;
using Pipeline.Core.Funnels;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Journeys;

/// <summary>
/// A shopper's held attempts: up to 8 in a row, more by linear probing, at most three quarters full. Expired ones are swept out before
/// the bag grows.
/// </summary>
internal sealed unsafe class HeldBag(Arena arena, FunnelPlans plans)
{
    private const int LinearUpTo = 8;
    private const int FirstCapacity = 1;

    /// <summary>The entry's handle, or 0.</summary>
    public uint Find(in Bag bag, int slot, int key, bool before)
    {
        int capacity = bag.Capacity;
        if (capacity <= LinearUpTo)
        {
            for (uint i = 0, n = (uint)bag.Count; i < n; i++)
            {
                if (arena.Read<HeldEntry>(bag.Handle + (i * 2))->Is(slot, key, before)) return bag.Handle + (i * 2);
            }

            return 0;
        }

        uint mask = (uint)capacity - 1;
        for (uint i = Hash(slot, key) & mask; ; i = (i + 1) & mask)
        {
            HeldEntry* entry = arena.Read<HeldEntry>(bag.Handle + (i * 2));
            if (!entry->IsUsed) return 0;
            if (entry->Is(slot, key, before)) return bag.Handle + (i * 2);
        }
    }

    /// <summary>Whether nothing can be added before <see cref="MakeRoom"/>.</summary>
    public static bool IsFull(in Bag bag) =>
        bag.Capacity <= LinearUpTo ? bag.Count == bag.Capacity : bag.Count * 4 >= bag.Capacity * 3;

    /// <summary>Sweeps out attempts whose deadline lies before <paramref name="expiredBefore"/>; grows where that is not enough.</summary>
    public void MakeRoom(ref Bag bag, long expiredBefore)
    {
        Sweep(ref bag, expiredBefore);
        if (IsFull(bag) || bag.Count * 2 > bag.Capacity) Resize(ref bag, Math.Max(FirstCapacity, bag.Capacity * 2));
    }

    /// <summary>Adds an entry that is not there; there is room.</summary>
    public void Add(ref Bag bag, in HeldEntry entry)
    {
        Place(bag, entry);
        bag.Count++;
    }

    /// <summary>Asks for the cache lines where an entry would be.</summary>
    public void PrefetchSlot(in Bag bag, int slot, int key)
    {
        if (bag.Capacity > LinearUpTo)
        {
            Prefetch.Line(arena.Read<HeldEntry>(bag.Handle + ((Hash(slot, key) & ((uint)bag.Capacity - 1)) * 2)));
            return;
        }

        HeldEntry* first = arena.Read<HeldEntry>(bag.Handle);
        Prefetch.Line(first);
        if (bag.Count > LinearUpTo / 2) Prefetch.Line(first + (LinearUpTo / 2));
    }

    /// <summary>Removes the entry at a handle.</summary>
    public void Remove(ref Bag bag, uint handle)
    {
        uint at = (handle - bag.Handle) / 2;
        bag.Count--;
        if (bag.Capacity <= LinearUpTo)
        {
            uint last = bag.Handle + ((uint)bag.Count * 2);
            *arena.Write<HeldEntry>(handle) = *arena.Read<HeldEntry>(last);
            *arena.Write<HeldEntry>(last) = default;
            return;
        }

        uint mask = (uint)bag.Capacity - 1;
        for (uint next = (at + 1) & mask; ; next = (next + 1) & mask)
        {
            HeldEntry entry = *arena.Read<HeldEntry>(bag.Handle + (next * 2));
            if (!entry.IsUsed) break;
            uint home = Hash(entry.Slot, entry.Key) & mask;
            if (((next - home) & mask) < ((next - at) & mask)) continue;
            *arena.Write<HeldEntry>(bag.Handle + (at * 2)) = entry;
            at = next;
        }

        *arena.Write<HeldEntry>(bag.Handle + (at * 2)) = default;
    }

    /// <summary>All kept events are gone: now is what was before, and what expired goes.</summary>
    public void ForgetKept(ref Bag bag, long expiredBefore)
    {
        if (bag.Count == 0) return;
        bool changes = false;
        for (uint i = 0, n = Slots(bag); i < n; i++)
        {
            HeldEntry* entry = arena.Read<HeldEntry>(bag.Handle + (i * 2));
            changes |= entry->IsUsed && (entry->IsBefore || entry->IsTouched);
        }

        if (!changes) return;
        Rebuild(ref bag, bag.Capacity, expiredBefore, forgetKept: true);
    }

    /// <summary>Calls for each attempt as it is now.</summary>
    public static void ForEach(PageTable pages, Bag bag, Action<HeldEntry> visit)
    {
        for (uint i = 0, n = Slots(bag); i < n; i++)
        {
            HeldEntry entry = *pages.Read<HeldEntry>(bag.Handle + (i * 2));
            if (entry.IsUsed && !entry.IsBefore) visit(entry);
        }
    }

    private static uint Slots(in Bag bag) => (uint)(bag.Capacity <= LinearUpTo ? bag.Count : bag.Capacity);

    private static uint Hash(int slot, int key) => ((uint)key * 0x9E3779B1u) ^ (((uint)key * 0x9E3779B1u) >> 15) ^ ((uint)slot * 0x85EBCA6Bu);

    private bool IsExpired(in HeldEntry entry, long before) =>
        entry.Attempt.Start + plans.Held[entry.Slot].Window < before;

    private void Sweep(ref Bag bag, long expiredBefore)
    {
        bool any = false;
        for (uint i = 0, n = Slots(bag); i < n && !any; i++)
        {
            HeldEntry* entry = arena.Read<HeldEntry>(bag.Handle + (i * 2));
            any = entry->IsUsed && IsExpired(*entry, expiredBefore);
        }

        if (any) Rebuild(ref bag, bag.Capacity, expiredBefore, forgetKept: false);
    }

    private void Resize(ref Bag bag, int capacity) => Rebuild(ref bag, capacity, long.MinValue, forgetKept: false);

    private void Rebuild(ref Bag bag, int capacity, long expiredBefore, bool forgetKept)
    {
        Bag old = bag;
        uint handle = arena.Allocate(capacity * HeldEntry.Bytes);
        bag.Set(handle, BitOperations.Log2((uint)capacity), 0);
        for (uint i = 0, n = Slots(old); i < n; i++)
        {
            HeldEntry entry = *arena.Read<HeldEntry>(old.Handle + (i * 2));
            if (!entry.IsUsed || IsExpired(entry, expiredBefore) || (forgetKept && entry.IsBefore)) continue;
            if (forgetKept) entry.IsTouched = false;
            Place(bag, entry);
            bag.Count++;
        }

        if (old.Handle != 0) arena.Free(old.Handle, old.Capacity * HeldEntry.Bytes);
    }

    private void Place(in Bag bag, in HeldEntry entry)
    {
        uint i;
        if (bag.Capacity <= LinearUpTo)
        {
            i = (uint)bag.Count;
        }
        else
        {
            uint mask = (uint)bag.Capacity - 1;
            i = Hash(entry.Slot, entry.Key) & mask;
            while (arena.Read<HeldEntry>(bag.Handle + (i * 2))->IsUsed) i = (i + 1) & mask;
        }

        *arena.Write<HeldEntry>(bag.Handle + (i * 2)) = entry;
    }
}
