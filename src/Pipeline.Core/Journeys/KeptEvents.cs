using System.Runtime.CompilerServices;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Journeys;

/// <summary>
/// The kept events of a shopper, in order, behind the trail from before them. Blocks double from 64 bytes (1 event), 128 (4) …;
/// those above a page hold a whole number of events in each page.
/// </summary>
internal static unsafe class KeptEvents
{
    private const int SmallestLog = 6;
    private const int PerPage = (PagePool.PageBytes - Trail.Bytes) / KeptEvent.Bytes;
    private const int EventUnits = KeptEvent.Bytes / 8;
    private const int HeaderUnits = Trail.Bytes / 8;

    /// <summary>Handle of the event at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Handle(uint block, int index) => index < PerPage
        ? block + HeaderUnits + (uint)(index * EventUnits)
        : block + ((uint)(index / PerPage) << PageTable.PageUnitShift) + HeaderUnits + (uint)(index % PerPage * EventUnits);

    public static KeptEvent* Read(Arena arena, uint block, int index) => arena.Read<KeptEvent>(Handle(block, index));

    public static KeptEvent* Write(Arena arena, uint block, int index) => arena.Write<KeptEvent>(Handle(block, index));

    public static int Capacity(int log)
    {
        int bytes = 1 << log;
        return bytes <= PagePool.PageBytes
            ? (bytes - Trail.Bytes) / KeptEvent.Bytes
            : bytes / PagePool.PageBytes * PerPage;
    }

    /// <summary>Whether another event fits.</summary>
    public static bool HasRoom(Arena arena, Shopper* row) =>
        row->Kept != 0 && row->KeptCount < Capacity(arena.Read<Trail>(row->Kept)->Extra);

    /// <summary>Takes the next size.</summary>
    public static void Grow(Arena arena, Shopper* row)
    {
        if (row->Kept == 0)
        {
            row->Kept = arena.Allocate(1 << SmallestLog);
            arena.Write<Trail>(row->Kept)->Extra = SmallestLog;
            return;
        }

        int log = arena.Read<Trail>(row->Kept)->Extra;
        uint larger = arena.Allocate(1 << (log + 1));
        Trail* before = arena.Write<Trail>(larger);
        *before = *arena.Read<Trail>(row->Kept);
        before->Extra = (ushort)(log + 1);
        for (int i = 0; i < row->KeptCount; i++) *Write(arena, larger, i) = *Read(arena, row->Kept, i);
        arena.Free(row->Kept, 1 << log);
        row->Kept = larger;
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
