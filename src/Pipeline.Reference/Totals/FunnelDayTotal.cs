using Pipeline.Reference.Folding;

namespace Pipeline.Reference.Totals;

/// <summary>The attempts of a funnel that start on one day in one segment.</summary>
internal sealed class FunnelDayTotal(int steps)
{
    /// <summary>At i: attempts with at least i + 1 steps.</summary>
    public long[] Reached { get; } = new long[steps];

    /// <summary>All attempts.</summary>
    public long Entered { get; private set; }

    /// <summary>Those that reached every step.</summary>
    public long Converted { get; private set; }

    /// <summary>Those that an excluded event ended.</summary>
    public long Excluded { get; private set; }

    /// <summary>Amounts of the purchases that completed attempts.</summary>
    public Revenue Revenue { get; } = new();

    /// <summary>Time from the first step to the last of each converted attempt, in ms.</summary>
    public List<long> TimesToConvert { get; } = [];

    /// <summary>Counts an attempt.</summary>
    public void Count(FunnelAttempt attempt)
    {
        Entered++;
        for (int i = 0; i < attempt.StepsReached; i++) Reached[i]++;
        if (attempt.Outcome == AttemptOutcome.Excluded) Excluded++;
        if (attempt.Completing is not { } last) return;
        Converted++;
        TimesToConvert.Add(last.Timestamp - attempt.Start.Timestamp);
        if (last.Type == Core.Events.EventType.Purchase) Revenue.Count(last);
    }
}
