using Pipeline.Core.Funnels;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Journeys;

/// <summary>Folds events into the attempts of the funnels that run apart by held values.</summary>
internal sealed unsafe class HeldFold(Arena arena, FunnelPlans plans, EventClasses classes, HeldKeys keys, FunnelFold funnels)
{
    private readonly HeldBag _bag = new(arena, plans);
    private readonly HeldScratch _scratch = new();

    /// <summary>An event behind all others: the common way.</summary>
    public void Forward(Shopper* row, KeptEvent* e, long expiredBefore)
    {
        foreach (FunnelPlan funnel in plans.Held)
        {
            if (!TryKey(funnel, e, out ushort masks, out int key)) continue;
            uint handle = _bag.Find(row->Held, funnel.Slot, key, before: false);
            Attempt attempt = handle == 0 ? default : arena.Read<HeldEntry>(handle)->Attempt;
            Attempt was = attempt;
            funnels.Step(funnel, ref attempt, e->Timestamp, masks, classes.Info(e->Class), e->Amount, +1);
            if (!attempt.Same(was)) Change(row, funnel.Slot, key, handle, attempt, expiredBefore);
        }
    }

    /// <summary>A first kept event leaves: what was before moves over it. The next kept one lies at <paramref name="nextTimestamp"/>.</summary>
    public void MoveBefore(Shopper* row, KeptEvent* e, long nextTimestamp, long expiredBefore)
    {
        foreach (FunnelPlan funnel in plans.Held)
        {
            if (!TryKey(funnel, e, out ushort masks, out int key)) continue;
            uint handle = _bag.Find(row->Held, funnel.Slot, key, before: false);
            if (handle != 0 && !arena.Read<HeldEntry>(handle)->IsTouched) continue;
            Attempt now = handle == 0 ? default : arena.Read<HeldEntry>(handle)->Attempt;
            Attempt before = Before(row, funnel.Slot, key);
            funnels.Step(funnel, ref before, e->Timestamp, masks, classes.Info(e->Class), e->Amount, 0);
            // The same attempt: no event behind its start can end it and start one that looks alike.
            bool untouched = before.IsOpen && before.Same(now) && nextTimestamp > now.Start;
            SetBefore(row, funnel.Slot, key, untouched ? default : before, expiredBefore);
            if (!untouched) continue;

            // Adding or removing may have moved it.
            handle = _bag.Find(row->Held, funnel.Slot, key, before: false);
            arena.Write<HeldEntry>(handle)->IsTouched = false;
        }
    }

    /// <summary>All kept events left.</summary>
    public void Settle(Shopper* row, long expiredBefore) => _bag.Settle(ref row->Held, expiredBefore);

    /// <summary>
    /// Folds again what fresh events touched: every combination of held values of a fresh event, all in one pass over the kept events.
    /// </summary>
    public void Refold(Shopper* row, int firstFresh, int fresh, long expiredBefore)
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
        for (int i = 0; i < row->KeptCount; i++)
        {
            // Nothing of the shoppers' arena is written in this pass: the pointer stays good.
            KeptEvent* e = KeptEvents.Read(arena, row->Kept, i);
            foreach (FunnelPlan funnel in plans.Held)
            {
                if (funnel.HoldsProductOnly && !_scratch.MayHold(e->Subject)) continue;
                if (!TryKey(funnel, e, out ushort masks, out int key)) continue;
                int index = _scratch.Find(funnel.Slot, key);
                if (index >= 0) Refold(ref _scratch[index], e, masks);
            }
        }

        for (int i = 0; i < _scratch.Count; i++) Settle(row, ref _scratch[i], expiredBefore);
    }

    private void Refold(ref HeldScratch.Entry entry, KeptEvent* e, ushort masks)
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

    private void Settle(Shopper* row, ref HeldScratch.Entry entry, long expiredBefore)
    {
        uint now = _bag.Find(row->Held, entry.Slot, entry.Key, before: false);
        if (now != 0) _bag.Remove(ref row->Held, now);
        SetBefore(row, entry.Slot, entry.Key, entry.IsTouched ? entry.Before : default, expiredBefore);
        if (entry.With.IsOpen) AddNow(row, entry.Slot, entry.Key, entry.With, entry.IsTouched, expiredBefore);
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

    private void SetBefore(Shopper* row, int slot, int key, Attempt before, long expiredBefore)
    {
        uint handle = _bag.Find(row->Held, slot, key, before: true);
        if (handle != 0) _bag.Remove(ref row->Held, handle);
        if (!before.IsOpen) return;
        _bag.Add(
            ref row->Held, new HeldEntry { Slot = (byte)slot, Key = key, Attempt = before, IsBefore = true }, expiredBefore);
    }

    private void Change(Shopper* row, int slot, int key, uint handle, Attempt attempt, long expiredBefore)
    {
        if (handle == 0)
        {
            AddNow(row, slot, key, attempt, touched: true, expiredBefore);
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

        if (!was.IsTouched) SetBefore(row, slot, key, was.Attempt, expiredBefore);
    }

    private void AddNow(Shopper* row, int slot, int key, Attempt attempt, bool touched, long expiredBefore) => _bag.Add(
        ref row->Held, new HeldEntry { Slot = (byte)slot, Key = key, Attempt = attempt, IsTouched = touched }, expiredBefore);
}
