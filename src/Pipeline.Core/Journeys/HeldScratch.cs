using Pipeline.Core.Funnels;

namespace Pipeline.Core.Journeys;

/// <summary>
/// The combinations of held values that a re-fold touches, with their attempts while it goes on. Reused; open addressing by slot and key,
/// at most half full.
/// </summary>
internal sealed class HeldScratch
{
    private Entry[] _entries = new Entry[64];
    private int[] _table = new int[128];
    private ulong _bloom;

    /// <summary>Number of combinations.</summary>
    public int Count { get; private set; }

    public ref Entry this[int index] => ref _entries[index];

    public void Clear()
    {
        if (Count > 0) Array.Clear(_table);
        (Count, _bloom) = (0, 0);
    }

    /// <summary>False when no combination has this key.</summary>
    public bool MayHold(int key) => (_bloom & Bit(key)) != 0;

    /// <summary>The combination's index, or -1.</summary>
    public int Find(int slot, int key)
    {
        if ((_bloom & Bit(key)) == 0) return -1;
        for (int i = Home(slot, key); ; i = (i + 1) & (_table.Length - 1))
        {
            int index = _table[i] - 1;
            if (index < 0 || (_entries[index].Key == key && _entries[index].Slot == slot)) return index;
        }
    }

    /// <summary>Adds a combination that is not there.</summary>
    public void Add(FunnelPlan funnel, int key, Attempt before)
    {
        if (Count == _entries.Length) Grow();
        _entries[Count] = new Entry { Funnel = funnel, Slot = funnel.Slot, Key = key, Before = before, With = before, Without = before };
        _bloom |= Bit(key);
        Insert(Count++);
    }

    private static ulong Bit(int key) => 1UL << (int)(((uint)key * 0x9E3779B1u) >> 26);

    private int Home(int slot, int key) => (int)((((uint)key * 0x9E3779B1u) >> 7) + ((uint)slot * 0x85EBCA6Bu)) & (_table.Length - 1);

    private void Insert(int index)
    {
        int i = Home(_entries[index].Slot, _entries[index].Key);
        while (_table[i] != 0) i = (i + 1) & (_table.Length - 1);
        _table[i] = index + 1;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, Count * 2);
        _table = new int[_entries.Length * 2];
        for (int i = 0; i < Count; i++) Insert(i);
    }

    /// <summary>An attempt of one combination: before the kept events, and folded with and without the fresh ones.</summary>
    internal struct Entry
    {
        public FunnelPlan Funnel;
        public int Slot;
        public int Key;
        public Attempt Before;
        public Attempt With;
        public Attempt Without;

        /// <summary>A fresh event was passed: from there on <see cref="With"/> and <see cref="Without"/> go apart.</summary>
        public bool IsApart;

        /// <summary>A kept event changed <see cref="With"/>.</summary>
        public bool IsTouched;
    }
}
