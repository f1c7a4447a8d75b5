using System.Numerics;
using Pipeline.Core.Funnels;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Journeys;

/// <summary>
/// Copies of the trail between a shopper's kept events, one about every 64, so that a re-fold does not begin at the oldest: each with
/// the index of the event that it is the trail before, and the attempts of the further free funnels. Only shoppers with many kept events
/// have them. A checkpoint behind an event out of order is one without that event, until the re-fold has passed it.
/// </summary>
internal sealed unsafe class Checkpoints(Arena arena, int moreAttemptCount)
{
    private const int LeastApart = 64;
    private const int FirstRoom = 4;

    /// <summary>The list is a cache line that nothing else needs: it is looked at once in so many events.</summary>
    private const int LookEvery = 16;
    private const int IndexBytes = 8;

    private readonly int _entryBytes = EntryBytes(moreAttemptCount);
    private readonly int _apart = Apart(moreAttemptCount);

    /// <summary>The trail before the event at the end is copied, if the last copy lies far enough back.</summary>
    public void Note(Shopper* row, in Trail trail, ReadOnlySpan<Attempt> more)
    {
        if (row->KeptCount % LookEvery != 0 || !KeptEvents.HasCheckpoints(row)) return;
        CheckpointList list = *arena.Read<CheckpointList>(KeptEvents.CheckpointsOf(row));
        int last = list.Count == 0 ? 0 : *Index(list, list.Count - 1);
        if (row->KeptCount - last < _apart) return;
        if (list.Count == list.Room) Grow(ref list);
        *WriteIndex(list, list.Count) = row->KeptCount;
        Put(list, list.Count++, trail, more);
        *arena.Write<CheckpointList>(KeptEvents.CheckpointsOf(row)) = list;
    }

    /// <summary>Gives the trail before an event at or before <paramref name="index"/>, as near as there is one; that event's index.</summary>
    public int Load(Shopper* row, int index, ref Trail trail, Span<Attempt> more)
    {
        if (!KeptEvents.HasCheckpoints(row)) return 0;
        CheckpointList list = *arena.Read<CheckpointList>(KeptEvents.CheckpointsOf(row));
        for (int i = list.Count - 1; i >= 0; i--)
        {
            if (*Index(list, i) > index) continue;
            byte* entry = arena.Read<byte>(Handle(list, i));
            trail.CopyFrom(*(Trail*)(entry + IndexBytes));
            new ReadOnlySpan<Attempt>(entry + IndexBytes + Trail.Bytes, more.Length).CopyTo(more);
            return *Index(list, i);
        }

        return 0;
    }

    /// <summary>The number of the first checkpoint behind an event; to be given to <see cref="Renew"/> while a re-fold goes on from there.</summary>
    public int After(Shopper* row, int index)
    {
        if (!KeptEvents.HasCheckpoints(row)) return 0;
        CheckpointList list = *arena.Read<CheckpointList>(KeptEvents.CheckpointsOf(row));
        int i = list.Count;
        while (i > 0 && *Index(list, i - 1) > index) i--;
        return i;
    }

    /// <summary>A re-fold stands before the event at an index: the checkpoint there, if it is <paramref name="next"/>, takes its trail over.</summary>
    public void Renew(Shopper* row, ref int next, int index, in Trail trail, ReadOnlySpan<Attempt> more)
    {
        if (!KeptEvents.HasCheckpoints(row)) return;
        CheckpointList list = *arena.Read<CheckpointList>(KeptEvents.CheckpointsOf(row));
        if (next < list.Count && *Index(list, next) == index) Put(list, next++, trail, more);
    }

    /// <summary>An event was inserted: those behind it stay before the same event.</summary>
    public void Inserted(Shopper* row, int at)
    {
        if (!KeptEvents.HasCheckpoints(row)) return;
        CheckpointList list = *arena.Read<CheckpointList>(KeptEvents.CheckpointsOf(row));
        for (int i = list.Count - 1; i >= 0 && *Index(list, i) > at; i--) ++*WriteIndex(list, i);
    }

    /// <summary>The first events were removed: what lay among them goes.</summary>
    public void Removed(Shopper* row, int count)
    {
        if (!KeptEvents.HasCheckpoints(row)) return;
        CheckpointList list = *arena.Read<CheckpointList>(KeptEvents.CheckpointsOf(row));
        int gone = 0;
        while (gone < list.Count && *Index(list, gone) <= count) gone++;
        for (int i = gone; i < list.Count; i++)
        {
            Copy(list, i, list, i - gone);
            *WriteIndex(list, i - gone) -= count;
        }

        list.Count -= (ushort)gone;
        *arena.Write<CheckpointList>(KeptEvents.CheckpointsOf(row)) = list;
    }

    private static int EntryBytes(int moreAttemptCount) => IndexBytes + Trail.Bytes + (moreAttemptCount * sizeof(Attempt));

    /// <summary>With very many funnels they lie further apart, so that a list never leaves its page.</summary>
    private static int Apart(int moreAttemptCount)
    {
        int apart = LeastApart;
        while (BitOperations.RoundUpToPowerOf2((uint)(KeptEvents.Most / apart)) * EntryBytes(moreAttemptCount) > PagePool.PageBytes) apart *= 2;
        return apart;
    }

    private uint Handle(CheckpointList list, int i) => list.Handle + (uint)(i * _entryBytes >> PageTable.UnitShift);

    private int* Index(CheckpointList list, int i) => arena.Read<int>(Handle(list, i));

    private int* WriteIndex(CheckpointList list, int i) => arena.Write<int>(Handle(list, i));

    private void Put(CheckpointList list, int i, in Trail trail, ReadOnlySpan<Attempt> more)
    {
        byte* entry = arena.Write<byte>(Handle(list, i));
        *(Trail*)(entry + IndexBytes) = trail;
        more.CopyTo(new Span<Attempt>(entry + IndexBytes + Trail.Bytes, more.Length));
    }

    private void Copy(CheckpointList from, int i, CheckpointList to, int at)
    {
        // Writing may move the page: first.
        byte* target = arena.Write<byte>(Handle(to, at));
        Buffer.MemoryCopy(arena.Read<byte>(Handle(from, i)), target, _entryBytes, _entryBytes);
    }

    private void Grow(ref CheckpointList list)
    {
        CheckpointList larger = list;
        larger.Room = (ushort)Math.Max(FirstRoom, list.Room * 2);
        larger.Handle = arena.Allocate(larger.Room * _entryBytes);
        for (int i = 0; i < list.Count; i++) Copy(list, i, larger, i);
        if (list.Room > 0) arena.Free(list.Handle, list.Room * _entryBytes);
        list = larger;
    }
}
