using Pipeline.Core.Funnels;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Journeys;

/// <summary>Folds events into the attempts of the funnels that run apart by held values.</summary>
/// <remarks>
/// The words, of one funnel and one combination of held values:
/// <list type="bullet">
/// <item>kept: an event in the shopper's block of <see cref="KeptEvents"/>. Fresh: a kept one that came out of order and is not folded in yet.</item>
/// <item>before: the attempt as it stood before the oldest kept event.</item>
/// <item>now: the attempt behind all kept events but the fresh ones.</item>
/// <item>touched: a kept event changed the attempt that is there now. An untouched one has stood like this all the way from before.</item>
/// <item>apart: a re-fold has passed the first fresh event, and goes two ways: with the fresh events and without. Until then they are one.
/// </item>
/// </list>
/// The invariant of <see cref="HeldEntry"/>: <c>before = entry "before" ?? (entry "now", when not touched) ?? none</c>, and
/// <c>now = entry "now" ?? none</c>. So an attempt that no kept event changed is one entry.
/// </remarks>
internal sealed unsafe class HeldFold(
    Arena arena, FoldSettings settings, FunnelPlans plans, EventClasses classes, HeldKeys keys, FunnelFold funnels)
{
    private readonly HeldBag _bag = new(arena, plans);
    private readonly HeldScratch _scratch = new();
    private readonly bool _productsOnly = plans.Held.All(funnel => funnel.HoldsProductOnly);

    /// <summary>Asks for the cache lines that an event of a product will need.</summary>
    public void PrefetchProduct(Shopper* row, int product)
    {
        if (row->Held.Handle == 0) return;
        foreach (FunnelPlan funnel in plans.Held)
        {
            if (funnel.HoldsProductOnly) _bag.PrefetchSlot(row->Held, funnel.Slot, product);
        }
    }

    /// <summary>An event behind all others: the common way.</summary>
    public void Forward(Shopper* row, KeptEvent* e)
    {
        foreach (FunnelPlan funnel in plans.Held)
        {
            if (!TryKey(funnel, e, out ushort masks, out int key)) continue;
            uint handle = _bag.Find(row->Held, funnel.Slot, key, before: false);
            Attempt attempt = handle == 0 ? default : arena.Read<HeldEntry>(handle)->Attempt;
            Attempt was = attempt;
            funnels.Step(funnel, ref attempt, e->Timestamp, masks, classes.Info(e->Class), e->Amount, +1);
            if (!attempt.Same(was)) Change(row, funnel.Slot, key, handle, attempt);
        }
    }

    /// <summary>A first kept event leaves: what was before moves over it. The next kept one lies at <paramref name="nextTimestamp"/>.</summary>
    public void MoveBefore(Shopper* row, KeptEvent* e, long nextTimestamp)
    {
        foreach (FunnelPlan funnel in plans.Held)
        {
            if (!TryKey(funnel, e, out ushort masks, out int key)) continue;
            uint handle = _bag.Find(row->Held, funnel.Slot, key, before: false);
            // Untouched: this event has left it as it is, too.
            if (handle != 0 && !arena.Read<HeldEntry>(handle)->IsTouched) continue;
            Attempt now = handle == 0 ? default : arena.Read<HeldEntry>(handle)->Attempt;
            Attempt before = Before(row, funnel.Slot, key);
            funnels.Step(funnel, ref before, e->Timestamp, masks, classes.Info(e->Class), e->Amount, 0);
            // Before looks like now, and every kept event that is left lies behind its start. One that changed it would have to be made good
            // by another: but steps are only ever added to an attempt, and one that ended and was started again has a later start. So none did.
            bool untouched = before.IsOpen && before.Same(now) && nextTimestamp > now.Start;
            SetBefore(row, funnel.Slot, key, untouched ? default : before);
            if (!untouched) continue;

            // Adding or removing may have moved it.
            handle = _bag.Find(row->Held, funnel.Slot, key, before: false);
            arena.Write<HeldEntry>(handle)->IsTouched = false;
        }
    }

    /// <summary>All kept events left: what is now is what was before.</summary>
    public void ForgetKept(Shopper* row, long expiredBefore) => _bag.ForgetKept(ref row->Held, expiredBefore);

    /// <summary>
    /// Folds again what fresh events touched: every combination of held values of a fresh event, all in one pass over the kept events.
    /// </summary>
    public void Refold(Shopper* row, int firstFresh, int fresh)
    {
        _scratch.Clear();
        for (int i = firstFresh; fresh > 0; i++)
        {
            KeptEvent* e = KeptEvents.Read(arena, row->Kept, i);
            if (!e->IsFresh) continue;
            fresh--;
            foreach (FunnelPlan funnel in plans.Held)
            {
                if (TryKey(funnel, e, out _, out int key) && _scratch.Find(funnel.Slot, key) < 0)
                    _scratch.Add(funnel, key, Before(row, funnel.Slot, key));
            }
        }

        if (_scratch.Count == 0) return;
        for (int i = 0; i < row->KeptCount;)
        {
            // Nothing of the shoppers' arena is written in this pass: the pointer stays good.
            KeptEvent* e = KeptEvents.Read(arena, row->Kept, i);
            int end = Math.Min(row->KeptCount, i + KeptEvents.Run(i));
            for (; i < end; i++, e++)
            {
                if (!_productsOnly || _scratch.MayHold(e->Subject)) RefoldEvent(e);
            }
        }

        for (int i = 0; i < _scratch.Count; i++) PutBack(row, ref _scratch[i]);
    }

    private void RefoldEvent(KeptEvent* e)
    {
        foreach (FunnelPlan funnel in plans.Held)
        {
            if (!TryKey(funnel, e, out ushort masks, out int key)) continue;
            int index = _scratch.Find(funnel.Slot, key);
            if (index >= 0) StepBothWays(ref _scratch[index], e, masks);
        }
    }

    /// <summary>With takes every event, without all but the fresh ones. Up to the first fresh one they are the same, and nothing is counted.</summary>
    private void StepBothWays(ref HeldScratch.Entry entry, KeptEvent* e, ushort masks)
    {
        ref ClassInfo info = ref classes.Info(e->Class);
        bool fresh = e->IsFresh;
        entry.IsApart |= fresh;
        Attempt was = entry.With;
        funnels.Step(entry.Funnel, ref entry.With, e->Timestamp, masks, info, e->Amount, entry.IsApart ? +1 : 0);
        entry.IsTouched |= !entry.With.Same(was);
        if (!entry.IsApart) entry.Without = entry.With;
        else if (!fresh) funnels.Step(entry.Funnel, ref entry.Without, e->Timestamp, masks, info, e->Amount, -1);
    }

    /// <summary>A combination's re-fold is over: its entries are written as it left them.</summary>
    private void PutBack(Shopper* row, ref HeldScratch.Entry entry)
    {
        uint now = _bag.Find(row->Held, entry.Slot, entry.Key, before: false);
        if (now != 0) _bag.Remove(ref row->Held, now);
        SetBefore(row, entry.Slot, entry.Key, entry.IsTouched ? entry.Before : default);
        if (entry.With.IsOpen) AddNow(row, entry.Slot, entry.Key, entry.With, entry.IsTouched);
    }

    private bool TryKey(FunnelPlan funnel, KeptEvent* e, out ushort masks, out int key)
    {
        int eventClass = e->Class;
        masks = classes.Masks(eventClass, funnel.Index);
        key = FunnelFold.Matters(funnel, masks) ? keys.Of(funnel, classes.Info(eventClass), e->Subject) : -1;
        return key >= 0;
    }

    private Attempt Before(Shopper* row, int slot, int key)
    {
        uint handle = _bag.Find(row->Held, slot, key, before: true);
        if (handle != 0) return arena.Read<HeldEntry>(handle)->Attempt;
        handle = _bag.Find(row->Held, slot, key, before: false);
        return handle == 0 || arena.Read<HeldEntry>(handle)->IsTouched ? default : arena.Read<HeldEntry>(handle)->Attempt;
    }

    private void SetBefore(Shopper* row, int slot, int key, Attempt before)
    {
        uint handle = _bag.Find(row->Held, slot, key, before: true);
        if (handle != 0) _bag.Remove(ref row->Held, handle);
        if (!before.IsOpen) return;
        Add(row, new HeldEntry { Slot = (byte)slot, Key = key, Attempt = before, IsBefore = true });
    }

    private void Change(Shopper* row, int slot, int key, uint handle, Attempt attempt)
    {
        if (handle == 0)
        {
            AddNow(row, slot, key, attempt, touched: true);
            return;
        }

        HeldEntry* entry = arena.Write<HeldEntry>(handle);
        HeldEntry was = *entry;
        if (attempt.IsOpen)
        {
            entry->Attempt = attempt;
            entry->IsTouched = true;
        }
        else
        {
            _bag.Remove(ref row->Held, handle);
        }

        if (!was.IsTouched) SetBefore(row, slot, key, was.Attempt);
    }

    private void AddNow(Shopper* row, int slot, int key, Attempt attempt, bool touched) =>
        Add(row, new HeldEntry { Slot = (byte)slot, Key = key, Attempt = attempt, IsTouched = touched });

    private void Add(Shopper* row, in HeldEntry entry)
    {
        if (HeldBag.IsFull(row->Held)) _bag.MakeRoom(ref row->Held, ExpiredBefore(row));
        _bag.Add(ref row->Held, entry);
    }

    /// <summary>
    /// An attempt whose deadline lies before this can never be reached again: no event before it can be accepted, nor is kept and folded
    /// again.
    /// </summary>
    private long ExpiredBefore(Shopper* row)
    {
        long from = row->Trail.Previous - settings.HorizonMilliseconds;
        return row->KeptCount == 0 ? from : Math.Min(from, KeptEvents.Read(arena, row->Kept, 0)->Timestamp);
    }
}
