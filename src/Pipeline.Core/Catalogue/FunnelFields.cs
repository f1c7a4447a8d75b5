using Pipeline.Core.Documents;

namespace Pipeline.Core.Catalogue;

/// <summary>Funnels, by the day on which attempts began.</summary>
internal static class FunnelFields
{
    private const string Time = "time_to_convert_ms";
    private const string Exact = "exact sum and count, percentiles from a mergeable sketch";
    private const string Ends = "An attempt ends converted, excluded, or *unfinished*.";

    internal static CollectionInfo FunnelDays { get; } = new(
        Collections.FunnelDays, "One funnel's attempts that began on one day (UTC) in one segment.", "funnel|day|segment",
        [
            new("funnel", FieldKind.Text, FieldMerge.Apart, "The funnel's name. Each funnel looks at every event for itself: numbers of two are never added.", 4, "A funnel is data"),
            EventFields.Day("The UTC day of the attempt's first step, whenever it ended.", 4, "An attempt belongs to the UTC day of its step 1"),
            new("segment", FieldKind.Text, FieldMerge.Key, "The country of the attempt's first event, - when it named none; all is every attempt.", 6, "A country segment is that of the step-1 event") { Total = "all" },
            EventFields.Sum("entered", "Attempts that began.", 4, "An *attempt* starts at an event matching step 1"),
            new("reached", FieldKind.Counts, FieldMerge.Sum, "Attempts that reached each step: reached[0] the first, so it is entered.", 6, "reached[i] = attempts with at least i + 1 steps"),
            EventFields.Sum("converted", "Attempts that reached the last step inside the window.", 4, Ends),
            EventFields.Sum("excluded", "Attempts that an event of exclude ended.", 4, "ends the attempt as *excluded*"),
            EventFields.Sum("unfinished", "Attempts that are neither converted nor excluded (yet): entered − converted − excluded.", 4, Ends),
            EventFields.Revenue with { Definition = "Amounts of the purchases that completed attempts, exact and each currency apart; refunds are not taken off.", Section = 4, Passage = "Revenue of a funnel = amounts of the purchases that completed its attempts" },
            new(Time + ".count", FieldKind.Count, FieldMerge.Sum, "Converted attempts, whose times are told.", 4, Exact),
            new(Time + ".sum", FieldKind.Milliseconds, FieldMerge.Sum, "Times from the first to the last step of converted attempts, added up.", 4, "Time to convert = last step − step 1, in ms"),
            new(Time + ".mean", FieldKind.Milliseconds, FieldMerge.Quotient, "Mean time from the first to the last step of converted attempts; of the funnel purchase, the average time to purchase. Null without one.", 5, "Average time to purchase = mean time to convert of completed `purchase` attempts")
            {
                Part = Time + ".sum",
                Whole = Time + ".count",
            },
            Percentile("p50", "Half of the converted attempts took at most this long, within 1 %."),
            Percentile("p95", "95 % of the converted attempts took at most this long, within 1 %."),
            new("settles_at", FieldKind.Instant, FieldMerge.Greatest, "Once the newest event is as late as this, the day's attempts have ended: end of the day + window.", 4, "`settles_at` = end of the day + window"),
        ])
    {
        Width = 86_400_000,
    };

    private static FieldInfo Percentile(string name, string definition) =>
        new($"{Time}.{name}", FieldKind.Milliseconds, FieldMerge.Percentile, definition, 6, "*Percentiles* are the exact nearest rank")
        {
            Instead = $"read it day by day, or take {Time}.mean, which is exact over any days",
        };
}
