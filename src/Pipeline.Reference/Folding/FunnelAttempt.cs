using Pipeline.Core.Settings;
using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Folding;

/// <summary>One attempt at a funnel, from its step-1 event on.</summary>
internal sealed class FunnelAttempt(FunnelDefinition funnel, ReferenceEvent start, IReadOnlyList<string> held)
{
    private readonly bool[] isReached = [true, .. new bool[funnel.Steps.Count - 1]];

    /// <summary>The step-1 event.</summary>
    public ReferenceEvent Start { get; } = start;

    /// <summary>The values that are held, in the order of <see cref="Matching.HeldFields"/>.</summary>
    public IReadOnlyList<string> Held { get; } = held;

    /// <summary>How it ended.</summary>
    public AttemptOutcome Outcome { get; private set; } = AttemptOutcome.Running;

    /// <summary>The event that reached the last step; null when not converted.</summary>
    public ReferenceEvent? Completing { get; private set; }

    /// <summary>Number of steps reached, 1 or more.</summary>
    public int StepsReached => isReached.Count(reached => reached);

    /// <summary>The last millisecond in which it can advance.</summary>
    public long Deadline => Start.Timestamp + funnel.WindowMilliseconds;

    /// <summary>Looks at the next event; true when that event may start another attempt.</summary>
    public bool Look(ReferenceEvent next)
    {
        if (next.Timestamp > Deadline)
        {
            Outcome = AttemptOutcome.Ended;
            return true;
        }

        if (IsExcluded(next))
        {
            Outcome = AttemptOutcome.Excluded;
            return false;
        }

        if (StepOf(next) is { } step)
        {
            Advance(step, next);
            return false;
        }

        if (funnel.Order != FunnelOrder.Strict) return false;
        Outcome = AttemptOutcome.Ended;
        return true;
    }

    private bool IsExcluded(ReferenceEvent next)
    {
        int reached = StepsReached;
        return funnel.Exclude.Any(rule => rule.From <= reached && reached < rule.To && Matching.IsMatch(rule.Match, next));
    }

    /// <summary>The step that the event takes; null for none.</summary>
    private int? StepOf(ReferenceEvent next)
    {
        for (int step = 1; step < funnel.Steps.Count; step++)
        {
            if (isReached[step]) continue;
            if (Matching.IsMatch(funnel.Steps[step], next)) return step;

            // Only a funnel of any order may look past the lowest step that is not reached.
            if (funnel.Order != FunnelOrder.Any) return null;
        }

        return null;
    }

    private void Advance(int step, ReferenceEvent next)
    {
        isReached[step] = true;
        if (StepsReached < funnel.Steps.Count) return;
        Outcome = AttemptOutcome.Converted;
        Completing = next;
    }
}
