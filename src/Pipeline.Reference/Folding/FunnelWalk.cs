using Pipeline.Core.Settings;
using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Folding;

/// <summary>All attempts of one shopper at one funnel (<c>docs/semantics.md</c> §4).</summary>
internal static class FunnelWalk
{
    /// <summary>The attempts among a shopper's ordered events.</summary>
    public static List<FunnelAttempt> Attempts(FunnelDefinition funnel, IReadOnlyList<ReferenceEvent> events)
    {
        if (funnel.Hold.Count == 0) return Walk(funnel, events, []);
        var attempts = new List<FunnelAttempt>();
        foreach ((string[] held, List<ReferenceEvent> apart) in ByHeldValues(Matching.HeldFields(funnel), events))
            attempts.AddRange(Walk(funnel, apart, held));
        return attempts;
    }

    /// <summary>The events of every combination of held values; one that lacks a held field is in none.</summary>
    private static List<(string[] Held, List<ReferenceEvent> Events)> ByHeldValues(
        FunnelField[] hold, IReadOnlyList<ReferenceEvent> events)
    {
        var apart = new Dictionary<string, (string[] Held, List<ReferenceEvent> Events)>(StringComparer.Ordinal);
        foreach (ReferenceEvent e in events)
        {
            string[] values = [.. hold.Select(field => Matching.ValueOf(field, e)).OfType<string>()];
            if (values.Length < hold.Length) continue;

            // Lengths make the key unambiguous, whatever the texts hold.
            string key = string.Concat(values.Select(value => $"{value.Length}:{value}"));
            if (!apart.TryGetValue(key, out var group)) apart.Add(key, group = (values, []));
            group.Events.Add(e);
        }

        return [.. apart.Values];
    }

    private static List<FunnelAttempt> Walk(FunnelDefinition funnel, IReadOnlyList<ReferenceEvent> events, string[] held)
    {
        var attempts = new List<FunnelAttempt>();
        FunnelAttempt? open = null;
        foreach (ReferenceEvent e in events)
        {
            bool mayStart = open is null || open.Look(e);
            if (open is { Outcome: not AttemptOutcome.Running }) open = null;
            if (!mayStart || !Matching.IsMatch(funnel.Steps[0], e)) continue;
            open = new FunnelAttempt(funnel, e, held);
            attempts.Add(open);
        }

        return attempts;
    }
}
