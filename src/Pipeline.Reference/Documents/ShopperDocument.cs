using Pipeline.Reference.Folding;
using Pipeline.Reference.Decoding;
using Pipeline.Reference.Totals;

namespace Pipeline.Reference.Documents;

/// <summary>A shopper's document (<c>users</c> of <c>docs/semantics.md</c> §6).</summary>
internal static class ShopperDocument
{
    private const int MaxOpenAttempts = 10;

    /// <summary>Makes it.</summary>
    public static IdLine Of(ShopperSummary shopper)
    {
        var counts = new EventCounts();
        foreach (ReferenceEvent e in shopper.Events) counts.Count(e);
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("user_id", shopper.UserId);
        fields.Add("first_seen", DocumentValues.Time(shopper.Events[0].Timestamp));
        fields.Add("last_seen", DocumentValues.Time(shopper.Events[^1].Timestamp));
        fields.Add("sessions", shopper.Sessions);
        TotalDocuments.AddEventCounts(fields, counts);
        fields.Add("countries", Countries(shopper.Events));
        fields.Add("open_attempt_count", shopper.OpenAttempts.Count);
        fields.Add("open_attempts", Newest(shopper.OpenAttempts));
        return IdLine.Of(shopper.UserId, fields);
    }

    private static List<string> Countries(IReadOnlyList<ReferenceEvent> events) =>
        [.. events.Select(e => e.Country).OfType<string>().Distinct().Order(Utf8Order.Instance)];

    /// <summary>Of those that reached step 2 the newest ten: start descending, then funnel, then held values.</summary>
    private static List<object?> Newest(IEnumerable<OpenAttempt> open) =>
    [
        .. open.Where(o => o.Attempt.StepsReached >= 2)
            .OrderByDescending(o => o.Attempt.Start.Timestamp)
            .ThenBy(o => o.Funnel.Name, Utf8Order.Instance)
            .ThenBy(o => o.Attempt.Held, Comparer<IReadOnlyList<string>>.Create(CompareHeld))
            .Take(MaxOpenAttempts)
            .Select(Attempt),
    ];

    private static int CompareHeld(IReadOnlyList<string> x, IReadOnlyList<string> y) =>
        x.Zip(y, Utf8Order.Instance.Compare).FirstOrDefault(order => order != 0);

    private static SortedList<string, object?> Attempt(OpenAttempt open)
    {
        SortedList<string, object?> held = DocumentText.NewObject();
        foreach ((Core.Settings.FunnelField field, string value) in Matching.HeldFields(open.Funnel).Zip(open.Attempt.Held))
            held.Add(Matching.NameOf(field), value);
        SortedList<string, object?> fields = DocumentText.NewObject();
        fields.Add("funnel", open.Funnel.Name);
        fields.Add("step", open.Attempt.StepsReached);
        fields.Add("started", DocumentValues.Time(open.Attempt.Start.Timestamp));
        fields.Add("deadline", DocumentValues.Time(open.Attempt.Deadline));
        fields.Add("held", held);
        return fields;
    }
}
