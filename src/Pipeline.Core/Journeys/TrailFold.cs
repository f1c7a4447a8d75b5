using Pipeline.Core.Events;
using Pipeline.Core.Funnels;
using Pipeline.Core.Settings;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Journeys;

/// <summary>
/// Folds one event into a trail: session, flow, and the funnels that hold nothing. Sign +1 counts what it causes, -1 takes it back, 0 only
/// moves the trail.
/// </summary>
internal sealed unsafe class TrailFold(
    FoldSettings settings, FunnelPlans plans, EventClasses classes, FunnelFold funnels, Subtotals totals)
{
    /// <summary>Number of attempts beside the trail's own: those of the second and further free funnels.</summary>
    public int MoreAttemptCount { get; } = Math.Max(plans.Free.Length - 1, 0);

    /// <summary>Folds; returns by how much the shopper's sessions change.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="more">Attempts of the second and further free funnels.</param>
    /// <param name="e">The event.</param>
    /// <param name="sign">+1, -1 or 0.</param>
    public int Step(ref Trail trail, Span<Attempt> more, KeptEvent* e, int sign)
    {
        long timestamp = e->Timestamp;
        int eventClass = e->Class;
        ref ClassInfo info = ref classes.Info(eventClass);
        int sessions = 0;
        if (timestamp - trail.Previous > settings.SessionGapMilliseconds)
        {
            trail.Session = timestamp << 1;
            trail.Place = Trail.NoPlace;
            sessions = sign;
            if (sign != 0) totals.Session(timestamp, sign);
        }

        trail.Previous = timestamp;
        if (info.Type == EventType.Purchase && (trail.Session & 1) == 0)
        {
            if (sign != 0) totals.ConvertedSession(trail.Session >> 1, sign);
            trail.Session |= 1;
        }

        int place = Places.Of(info.Type, e->Subject);
        if (place != Trail.NoPlace)
        {
            if (trail.Place != Trail.NoPlace && sign != 0) totals.Flow(timestamp, trail.Place, place, sign);
            trail.Place = place;
        }

        for (int i = 0; i < plans.Free.Length; i++)
        {
            FunnelPlan funnel = plans.Free[i];
            ushort masks = classes.Masks(eventClass, funnel.Index);
            if (!FunnelFold.Matters(funnel, masks)) continue;
            if (i > 0)
            {
                funnels.Step(funnel, ref more[i - 1], timestamp, masks, info, e->Amount, sign);
                continue;
            }

            Attempt first = trail.First;
            funnels.Step(funnel, ref first, timestamp, masks, info, e->Amount, sign);
            trail.First = first;
        }

        return sessions;
    }
}
