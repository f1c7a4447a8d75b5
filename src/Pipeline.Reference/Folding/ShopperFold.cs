using Pipeline.Core.Events;
using Pipeline.Core.Settings;
using Pipeline.Reference.Decoding;
using Pipeline.Reference.Totals;

namespace Pipeline.Reference.Folding;

/// <summary>Everything that is said of one shopper, from the accepted events in their order, added to the totals.</summary>
internal sealed class ShopperFold(FoldSettings settings, AllTotals totals)
{
    /// <summary>Counts a shopper whose ordered events are given, and says what the shopper's own document needs.</summary>
    public ShopperSummary Fold(string userId, IReadOnlyList<ReferenceEvent> events)
    {
        CountSite(events, totals.SiteMinutes, Buckets.Minute);
        CountSite(events, totals.SiteHours, Buckets.Hour);
        CountSite(events, totals.SiteDays, Buckets.Day);
        CountProducts(events);
        CountGeo(events);
        List<List<ReferenceEvent>> sessions = Sessions.Split(events, settings.SessionGapMilliseconds);
        foreach (List<ReferenceEvent> session in sessions)
        {
            CountSession(session);
            CountFlow(session);
        }

        return new ShopperSummary(userId, events, sessions.Count, CountFunnels(events));
    }

    private static void CountSite(IReadOnlyList<ReferenceEvent> events, Dictionary<long, SiteTotal> site, long size)
    {
        var active = new HashSet<long>();
        foreach (ReferenceEvent e in events)
        {
            long bucket = Buckets.StartOf(e.Timestamp, size);
            SiteTotal total = AllTotals.At(site, bucket);
            total.Events.Count(e);
            if (active.Add(bucket)) total.ActiveUsers++;
        }
    }

    private void CountProducts(IReadOnlyList<ReferenceEvent> events)
    {
        var viewed = new HashSet<string>(StringComparer.Ordinal);
        var bought = new HashSet<string>(StringComparer.Ordinal);
        foreach (ReferenceEvent e in events)
        {
            if (e.ProductId is not { } product) continue;
            ProductTotal total = AllTotals.At(totals.Products, product);
            total.Count(e);
            if (e.Type == EventType.ProductView && viewed.Add(product)) total.Viewers++;
            if (e.Type == EventType.Purchase && bought.Add(product)) total.Buyers++;
            AllTotals.At(totals.ProductHours, (product, Buckets.StartOf(e.Timestamp, Buckets.Hour))).Count(e);
        }
    }

    private void CountGeo(IReadOnlyList<ReferenceEvent> events)
    {
        var seen = new HashSet<(string, long)>();
        foreach (ReferenceEvent e in events)
        {
            if (e.Country is null) continue;
            (string, long) key = (e.Country, Buckets.StartOf(e.Timestamp, Buckets.Day));
            GeoTotal total = AllTotals.At(totals.Geo, key);
            total.Events.Count(e);
            total.AllEvents++;
            if (seen.Add(key)) total.Users++;
        }
    }

    private void CountSession(List<ReferenceEvent> session)
    {
        bool isConverted = session.Exists(e => e.Type == EventType.Purchase);
        long start = session[0].Timestamp;
        SiteTotal[] buckets =
        [
            totals.SiteMinutes[Buckets.StartOf(start, Buckets.Minute)],
            totals.SiteHours[Buckets.StartOf(start, Buckets.Hour)],
            totals.SiteDays[Buckets.StartOf(start, Buckets.Day)],
        ];
        foreach (SiteTotal bucket in buckets)
        {
            bucket.Sessions++;
            if (isConverted) bucket.ConvertedSessions++;
        }
    }

    private void CountFlow(List<ReferenceEvent> session)
    {
        string? from = null;
        foreach (ReferenceEvent e in session)
        {
            if (e.Place is not { } to) continue;
            if (from is not null)
            {
                var edge = (from, to, Buckets.StartOf(e.Timestamp, Buckets.Day));
                totals.Flow[edge] = totals.Flow.GetValueOrDefault(edge) + 1;
            }

            from = to;
        }
    }

    private List<OpenAttempt> CountFunnels(IReadOnlyList<ReferenceEvent> events)
    {
        long lastSeen = events[^1].Timestamp;
        var open = new List<OpenAttempt>();
        for (int i = 0; i < settings.Funnels.Count; i++)
        {
            FunnelDefinition funnel = settings.Funnels[i];
            foreach (FunnelAttempt attempt in FunnelWalk.Attempts(funnel, events))
            {
                long day = Buckets.StartOf(attempt.Start.Timestamp, Buckets.Day);
                foreach (string segment in (string[])["all", attempt.Start.Country ?? "-"])
                    AllTotals.At(totals.FunnelDays, (i, day, segment), () => new FunnelDayTotal(funnel.Steps.Count)).Count(attempt);
                if (attempt.Outcome == AttemptOutcome.Running && attempt.Deadline >= lastSeen) open.Add(new OpenAttempt(funnel, attempt));
            }
        }

        return open;
    }
}
