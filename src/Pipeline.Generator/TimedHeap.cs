namespace Pipeline.Generator;

/// <summary>A binary heap of slots by time, ties by slot: the order is a function of what is in it and nothing else.</summary>
internal sealed class TimedHeap
{
    private (long Time, int Slot)[] items = new (long, int)[256];

    internal int Count { get; private set; }

    /// <summary>The earliest time; <see cref="long.MaxValue"/> when empty.</summary>
    internal long Earliest => Count == 0 ? long.MaxValue : items[0].Time;

    internal void Push(long time, int slot)
    {
        if (Count == items.Length) Array.Resize(ref items, Count * 2);
        int at = Count++;
        while (at > 0)
        {
            int parent = (at - 1) / 2;
            if (!Less((time, slot), items[parent])) break;
            items[at] = items[parent];
            at = parent;
        }

        items[at] = (time, slot);
    }

    internal (long Time, int Slot) Pop()
    {
        (long Time, int Slot) first = items[0];
        (long Time, int Slot) last = items[--Count];
        int at = 0;
        for (int child = 1; child < Count; child = (2 * at) + 1)
        {
            if (child + 1 < Count && Less(items[child + 1], items[child])) child++;
            if (!Less(items[child], last)) break;
            items[at] = items[child];
            at = child;
        }

        items[at] = last;
        return first;
    }

    private static bool Less((long Time, int Slot) a, (long Time, int Slot) b) =>
        a.Time < b.Time || (a.Time == b.Time && a.Slot < b.Slot);
}
