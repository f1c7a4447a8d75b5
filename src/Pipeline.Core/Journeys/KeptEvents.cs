using System.Runtime.CompilerServices;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Journeys;

/// <summary>
/// The kept events of a shopper, in order, behind the trail from before them. Blocks double from 64 bytes (1 event), 128 (4) …;
/// those above a page hold a whole number of events in each page. Blocks of 2 KiB and more have <see cref="Checkpoints"/>, whose list lies
/// in the last 8 bytes of the first page.
/// </summary>
/// <remarks>
/// <code>
/// ▼ Shopper.Kept
/// ┌───────────────────┬─────────┬─────────┬───┬───────────────┬────────────────┐
/// │ trail from before │ event 0 │ event 1 │ … │ room for more │ CheckpointList │─▶ (index, trail, more attempts), …
/// └───────────────────┴─────────┴─────────┴───┴───────────────┴────────────────┘
///  32 bytes            24 bytes each, KeptCount of them        8 bytes, from 2 KiB on
/// </code>
/// Further pages of a block leave the places of trail and list empty.
/// </remarks>
internal static unsafe class KeptEvents
{
    /// <summary>More events than one shopper can have in any block.</summary>
    public const int Most = 4 * FoldSettings.HorizonEvents;

    private const int SmallestLog = 6;
    private const int CheckpointsFromLog = 11;
    private const int PerPage = (PagePool.PageBytes - Trail.Bytes - CheckpointList.Bytes) / KeptEvent.Bytes;
    private const int EventUnits = KeptEvent.Bytes / 8;
    private const int HeaderUnits = Trail.Bytes / 8;

    /// <summary>Handle of the event at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Handle(uint block, int index) => index < PerPage
        ? block + HeaderUnits + (uint)(index * EventUnits)
        : block + ((uint)(index / PerPage) << PageTable.PageUnitShift) + HeaderUnits + (uint)(index % PerPage * EventUnits);

    public static KeptEvent* Read(Arena arena, uint block, int index) => arena.Read<KeptEvent>(Handle(block, index));

    public static KeptEvent* Write(Arena arena, uint block, int index) => arena.Write<KeptEvent>(Handle(block, index));

    /// <summary>Number of events in a block of 2^<paramref name="log"/> bytes.</summary>
    public static int Capacity(int log)
    {
        int bytes = 1 << log;
        if (bytes > PagePool.PageBytes) return bytes / PagePool.PageBytes * PerPage;
        int events = bytes - Trail.Bytes - (log >= CheckpointsFromLog ? CheckpointList.Bytes : 0);
        return events > 0 ? events / KeptEvent.Bytes : 0;
    }

    /// <summary>How many events, from one index on, lie behind each other in memory.</summary>
    public static int Run(int index) => PerPage - (index % PerPage);

    /// <summary>Asks for the cache lines of the last event and of the place behind it.</summary>
    public static void PrefetchTail(Arena arena, Shopper* row)
    {
        byte* last = (byte*)Read(arena, row->Kept, Math.Max(row->KeptCount - 1, 0));
        Prefetch.Line(last);
        Prefetch.Line(last + KeptEvent.Bytes + KeptEvent.Bytes - 1);
    }

    /// <summary>Whether another event fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasRoom(Shopper* row) => row->KeptCount < Capacity(row->KeptLog);

    /// <summary>Whether the block has a list of checkpoints.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasCheckpoints(Shopper* row) => row->KeptLog >= CheckpointsFromLog;

    /// <summary>Handle of the list of checkpoints, where there is one.</summary>
    public static uint CheckpointsOf(Shopper* row) =>
        row->Kept + (uint)((Math.Min(1 << row->KeptLog, PagePool.PageBytes) - CheckpointList.Bytes) >> PageTable.UnitShift);

    /// <summary>Takes the next size.</summary>
    public static void Grow(Arena arena, Shopper* row)
    {
        if (row->Kept == 0)
        {
            row->Kept = arena.Allocate(1 << SmallestLog);
            row->KeptLog = SmallestLog;
            return;
        }

        CheckpointList checkpoints = HasCheckpoints(row) ? *arena.Read<CheckpointList>(CheckpointsOf(row)) : default;
        MoveTo(arena, row, row->KeptLog + 1);
        if (HasCheckpoints(row)) *arena.Write<CheckpointList>(CheckpointsOf(row)) = checkpoints;
    }

    /// <summary>Moves trail and events to a larger block, without checkpoints.</summary>
    public static void MoveTo(Arena arena, Shopper* row, int log)
    {
        uint old = row->Kept;
        int oldLog = row->KeptLog;
        row->Kept = arena.Allocate(1 << log);
        row->KeptLog = (byte)log;
        *arena.Write<Trail>(row->Kept) = *arena.Read<Trail>(old);
        for (int i = 0; i < row->KeptCount; i++) *Write(arena, row->Kept, i) = *Read(arena, old, i);
        arena.Free(old, 1 << oldLog);
    }

    /// <summary>Where an event with this key belongs: behind all that are not greater.</summary>
    public static int Position(Arena arena, Shopper* row, ulong key)
    {
        int at = row->KeptCount;
        while (at > 0 && Read(arena, row->Kept, at - 1)->Key > key) at--;
        return at;
    }

    /// <summary>Inserts; there is room.</summary>
    public static void Insert(Arena arena, Shopper* row, int at, in KeptEvent value)
    {
        Move(arena, row, at, at + 1);
        *Write(arena, row->Kept, at) = value;
        row->KeptCount++;
    }

    /// <summary>Removes the first events.</summary>
    public static void RemoveFirst(Arena arena, Shopper* row, int count)
    {
        Move(arena, row, count, 0);
        row->KeptCount -= count;
    }

    /// <summary>Moves the events from one index on to another.</summary>
    private static void Move(Arena arena, Shopper* row, int from, int to)
    {
        int count = row->KeptCount - from;
        if (row->KeptCount < PerPage)
        {
            KeptEvent* first = Write(arena, row->Kept, 0);
            Buffer.MemoryCopy(first + from, first + to, (long)count * KeptEvent.Bytes, (long)count * KeptEvent.Bytes);
        }
        else if (to < from)
        {
            for (int i = 0; i < count; i++) *Write(arena, row->Kept, to + i) = *Read(arena, row->Kept, from + i);
        }
        else
        {
            for (int i = count - 1; i >= 0; i--) *Write(arena, row->Kept, to + i) = *Read(arena, row->Kept, from + i);
        }
    }
}
