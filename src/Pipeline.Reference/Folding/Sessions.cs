using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Folding;

/// <summary>Sessions (<c>docs/semantics.md</c> §3).</summary>
internal static class Sessions
{
    /// <summary>Cuts a shopper's ordered events where the gap is greater than the setting.</summary>
    public static List<List<ReferenceEvent>> Split(IReadOnlyList<ReferenceEvent> events, long gapMilliseconds)
    {
        var sessions = new List<List<ReferenceEvent>>();
        for (int i = 0; i < events.Count; i++)
        {
            if (i == 0 || events[i].Timestamp - events[i - 1].Timestamp > gapMilliseconds) sessions.Add([]);
            sessions[^1].Add(events[i]);
        }

        return sessions;
    }
}
