using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Core.Funnels;
using Pipeline.Core.Memory;
using Pipeline.Core.Products;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Journeys;

/// <summary>
/// A shopper is a pure function of the accepted events in their order. An event behind all others is folded at once; one that arrives
/// out of order is put in its place (fresh), its shopper noted, and at the slice's end or at the seal <see cref="Refold"/> takes back what
/// no longer holds and counts what does.
/// </summary>
/// <remarks>
/// The trail in the shopper's row has folded all kept events but the fresh ones; the one at the head of the kept block
/// (<see cref="KeptEvents"/> draws it) has folded none of them. A re-fold takes a copy of that, or of a checkpoint's, to the first fresh
/// event.
/// </remarks>
internal sealed unsafe class JourneyFold(
    Arena arena, FoldSettings settings, EventClasses classes, TrailFold trails, HeldFold held, ShopperTotals shoppers, ProductFold products)
{
    /// <summary>A re-fold is made at the latest when so many events of one shopper wait for it.</summary>
    private const int MostFresh = 512;

    /// <summary>With so many kept events a re-fold waits for the seal.</summary>
    private const int ManyKept = 512;

    /// <summary>
    /// Events that left the horizon go when they are one in so many of a full block: a shopper with as many as the horizon keeps stays in a
    /// block of two pages.
    /// </summary>
    private const int GoneOneIn = 5;

    /// <summary>How many events ahead their held attempts' cache lines are asked for.</summary>
    private const int Ahead = 8;

    private readonly SeenBag _seen = new(arena);
    private readonly IdBag _ids = new(arena);
    private readonly Checkpoints _checkpoints = new(arena, trails.MoreAttemptCount);
    private readonly List<uint> _dirty = [];
    private readonly Attempt[] _scratch = new Attempt[2 * trails.MoreAttemptCount];

    /// <summary>Asks for the cache lines that folding an event will need; the shopper's and product's rows should be there already.</summary>
    public void Prefetch(uint shopper, in EventRecord record, int subject)
    {
        Shopper* row = arena.Read<Shopper>(shopper);
        if (row->Kept != 0) KeptEvents.PrefetchTail(arena, row);
        if (record.EventIdHigh != 0) _ids.PrefetchSlot(row->Ids, record.EventIdHigh);
        if (record.Type == EventType.PageView) return;
        _seen.PrefetchSlot(row->Seen, subject);
        held.PrefetchProduct(row, subject);
        products.Prefetch(subject, record.Timestamp);
    }

    /// <summary>Judges an event and, if it is accepted, folds it.</summary>
    public Verdict Take(uint shopper, in EventRecord record, RawBlock block, int partition, int subject, uint epoch)
    {
        Shopper* row = arena.Write<Shopper>(shopper);
        long newest = row->Trail.Previous;
        long from = row->IsNew ? long.MinValue : OldestAcceptable(row, newest);
        if (record.Timestamp < from) return Verdict.Late;
        bool named = (record.EventIdHigh | record.EventIdLow) != 0;
        if (named && _ids.Remembers(row->Ids, record.EventIdHigh, record.EventIdLow, from)) return Verdict.Duplicate;

        row->Changed = epoch;
        if (record.Timestamp - newest > settings.HorizonMilliseconds && !row->IsNew) ForgetKept(row, record.Timestamp);
        MakeRoom(row);
        KeptEvent e = KeptEvent.Of(
            record.Timestamp, partition, subject, classes.Of(record, block), record.Type == EventType.Purchase ? record.Amount : 0);
        if (row->KeptCount == 0 || e.Key >= KeptEvents.Read(arena, row->Kept, row->KeptCount - 1)->Key)
            TakeInOrder(row, record, ref e, from);
        else
            TakeOutOfOrder(shopper, row, record, ref e, from);

        if (named)
            _ids.Add(ref row->Ids, new IdEntry(record.EventIdHigh, record.EventIdLow, record.Timestamp), OldestAcceptable(row, row->Trail.Previous));
        if (record.Type != EventType.PageView) CountProduct(row, record, block, subject);
        return Verdict.Accepted;
    }

    /// <summary>
    /// The slice's end: every shopper's order is brought up to date, but for those with many kept events, whose re-fold costs most: they wait
    /// for the seal.
    /// </summary>
    public void EndSlice()
    {
        int waiting = 0;
        for (int i = 0; i < _dirty.Count; i++)
        {
            uint shopper = _dirty[i];
            Shopper* row = arena.Write<Shopper>(shopper);
            if (row->KeptCount >= ManyKept && row->Trail.FreshCount > 0) _dirty[waiting++] = shopper;
            else Refold(row);
        }

        _dirty.RemoveRange(waiting, _dirty.Count - waiting);
    }

    /// <summary>A seal, or a view: every shopper's order is brought up to date.</summary>
    public void Settle()
    {
        foreach (uint shopper in _dirty) Refold(arena.Write<Shopper>(shopper));
        _dirty.Clear();
    }

    private void CountProduct(Shopper* row, in EventRecord record, RawBlock block, int product)
    {
        bool first = record.Type switch
        {
            EventType.ProductView => _seen.Note(ref row->Seen, product, SeenBag.Viewed),
            EventType.Purchase => _seen.Note(ref row->Seen, product, SeenBag.Bought),
            _ => false,
        };
        products.Count(record, product, first);
        if (record.NameStart < 0 && record.CategoryStart < 0) return;
        products.Describe(
            product,
            record.Timestamp,
            record.NameStart < 0 ? default : block.Buffer.AsSpan(record.NameStart, record.NameLength),
            record.NameStart >= 0,
            record.CategoryStart < 0 ? default : block.Buffer.AsSpan(record.CategoryStart, record.CategoryLength),
            record.CategoryStart >= 0);
    }

    /// <summary>An event older than this is late: the horizon in time, and in events.</summary>
    private long OldestAcceptable(Shopper* row, long newest)
    {
        long from = newest - settings.HorizonMilliseconds;
        if (row->KeptCount < FoldSettings.HorizonEvents) return from;
        return Math.Max(from, KeptEvents.Read(arena, row->Kept, row->KeptCount - FoldSettings.HorizonEvents)->Timestamp);
    }

    private void TakeInOrder(Shopper* row, in EventRecord record, ref KeptEvent e, long from)
    {
        shoppers.Count(row, record, row->Trail.Previous, 0, from);
        if (row->IsNew || record.Timestamp < row->FirstSeen) row->FirstSeen = record.Timestamp;

        // Also where events out of order wait: the trail goes on without them until they are folded in.
        fixed (KeptEvent* pinned = &e)
        {
            Span<Attempt> more = MoreAttempts(row, before: false);
            _checkpoints.Note(row, row->Trail, more);
            row->Sessions += trails.Step(ref row->Trail, more, pinned, +1);
            held.Forward(row, pinned);
        }

        *KeptEvents.Write(arena, row->Kept, row->KeptCount++) = e;
    }

    private void TakeOutOfOrder(uint shopper, Shopper* row, in EventRecord record, ref KeptEvent e, long from)
    {
        int at = KeptEvents.Position(arena, row, e.Key);
        long before = at > 0
            ? KeptEvents.Read(arena, row->Kept, at - 1)->Timestamp
            : arena.Read<Trail>(row->Kept)->Previous;
        long after = KeptEvents.Read(arena, row->Kept, at)->Timestamp;
        shoppers.Count(row, record, before, after, from);
        if (record.Timestamp < row->FirstSeen) row->FirstSeen = record.Timestamp;
        e.MarkFresh();
        KeptEvents.Insert(arena, row, at, e);
        _checkpoints.Inserted(row, at);
        Trail* start = arena.Write<Trail>(row->Kept);
        if (row->Trail.FreshCount == 0 || at < start->FirstFresh) start->FirstFresh = at;
        if (row->Trail.FreshCount++ == 0) _dirty.Add(shopper);
        if (row->Trail.FreshCount == MostFresh) Refold(row);
    }

    /// <summary>All kept events are further back than the horizon: the trail as it stands is what was before.</summary>
    private void ForgetKept(Shopper* row, long timestamp)
    {
        Refold(row);
        arena.Write<Trail>(row->Kept)->CopyFrom(row->Trail);
        MoreAttempts(row, before: false).CopyTo(MoreAttempts(row, before: true));
        _checkpoints.Removed(row, row->KeptCount);
        row->KeptCount = 0;
        held.ForgetKept(row, timestamp - settings.HorizonMilliseconds);
        _ids.Clear(ref row->Ids);
    }

    private void MakeRoom(Shopper* row)
    {
        if (KeptEvents.HasRoom(row)) return;
        if (row->KeptCount > 0)
        {
            Refold(row);
            long from = OldestAcceptable(row, row->Trail.Previous);
            int gone = 0;
            while (gone < row->KeptCount && KeptEvents.Read(arena, row->Kept, gone)->Timestamp < from) gone++;
            if (gone * GoneOneIn >= row->KeptCount)
            {
                MoveBefore(row, gone);
                return;
            }
        }

        KeptEvents.Grow(arena, row);
    }

    /// <summary>The first kept events leave the horizon: the trail from before moves over them.</summary>
    private void MoveBefore(Shopper* row, int count)
    {
        Trail* before = arena.Write<Trail>(row->Kept);
        Span<Attempt> more = MoreAttempts(row, before: true);
        for (int i = _checkpoints.Load(row, count, ref *before, more); i < count; i++)
            trails.Step(ref *before, more, KeptEvents.Read(arena, row->Kept, i), 0);
        for (int i = 0; i < count; i++)
        {
            KeptEvent e = *KeptEvents.Read(arena, row->Kept, i);
            held.PrefetchProduct(row, KeptEvents.Read(arena, row->Kept, Math.Min(i + Ahead, count))->Subject);
            held.MoveBefore(row, &e, KeptEvents.Read(arena, row->Kept, i + 1)->Timestamp);
        }

        _checkpoints.Removed(row, count);
        KeptEvents.RemoveFirst(arena, row, count);
    }

    /// <summary>
    /// Folds the shopper's order again from the first fresh event on, without the fresh ones (taking back what was counted) and with them
    /// (counting what holds), side by side, until both say the same.
    /// </summary>
    private void Refold(Shopper* row)
    {
        int fresh = row->Trail.FreshCount;
        if (fresh == 0) return;
        Trail with = *arena.Read<Trail>(row->Kept);
        Span<Attempt> more = _scratch.AsSpan(0, trails.MoreAttemptCount);
        MoreAttempts(row, before: true).CopyTo(more);
        int first = with.FirstFresh;
        for (int i = _checkpoints.Load(row, first, ref with, more); i < first; i++)
            trails.Step(ref with, more, KeptEvents.Read(arena, row->Kept, i), 0);

        if (!TryMeet(row, ref with, more, first, fresh))
        {
            row->Trail.CopyFrom(with);
            more.CopyTo(MoreAttempts(row, before: false));
        }

        row->Trail.FreshCount = 0;
        held.Refold(row, first, fresh);
        for (int i = first; fresh > 0; i++)
        {
            KeptEvent* e = KeptEvents.Write(arena, row->Kept, i);
            if (e->IsFresh) fresh--;
            e->MarkFolded();
        }
    }

    /// <summary>Folds with and without the fresh events; true when both ended up the same before the last event.</summary>
    private bool TryMeet(Shopper* row, ref Trail with, Span<Attempt> more, int first, int fresh)
    {
        Span<Attempt> moreWithout = _scratch.AsSpan(trails.MoreAttemptCount);
        Trail without = with;
        more.CopyTo(moreWithout);
        int next = _checkpoints.After(row, first);
        for (int i = first; i < row->KeptCount; i++)
        {
            _checkpoints.Renew(row, ref next, i, with, more);
            KeptEvent e = *KeptEvents.Read(arena, row->Kept, i);
            if (e.IsFresh) fresh--;
            else row->Sessions += trails.Step(ref without, moreWithout, &e, -1);
            row->Sessions += trails.Step(ref with, more, &e, +1);
            if (fresh == 0 && with.Same(without) && SameAttempts(more, moreWithout)) return true;
        }

        return false;
    }

    private static bool SameAttempts(Span<Attempt> some, Span<Attempt> others)
    {
        for (int i = 0; i < some.Length; i++)
        {
            if (!some[i].Same(others[i])) return false;
        }

        return true;
    }

    /// <summary>The attempts of the second and further free funnels, now or before the kept events.</summary>
    private Span<Attempt> MoreAttempts(Shopper* row, bool before)
    {
        int count = trails.MoreAttemptCount;
        if (count == 0) return default;
        RareRow* rare = shoppers.Rare(row);
        if (rare->Attempts == 0) rare->Attempts = arena.Allocate(2 * count * sizeof(Attempt));
        return new Span<Attempt>(arena.Write<Attempt>(rare->Attempts) + (before ? count : 0), count);
    }
}
