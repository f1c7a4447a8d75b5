using System.Numerics;
using System.Runtime.CompilerServices;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Funnels;

/// <summary>
/// One event against one attempt (<c>docs/semantics.md</c> §4): the only place where funnels are decided. Sign +1 counts what happens,
/// -1 takes it back, 0 only moves the attempt.
/// </summary>
internal sealed unsafe class FunnelFold(Subtotals totals)
{
    /// <summary>Whether an event with these masks can change anything in the funnel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Matters(FunnelPlan funnel, ushort masks) => masks != 0 || funnel.Order == FunnelOrder.Strict;

    public void Step(FunnelPlan funnel, ref Attempt attempt, long timestamp, ushort masks, in ClassInfo info, long amount, int sign)
    {
        int matchedMask = masks & 0xFF;
        if (attempt.IsOpen && timestamp - attempt.Start > funnel.Window) attempt = default;
        if (attempt.IsOpen)
        {
            int reachedCount = attempt.ReachedCount;
            if (((masks >> StepMasks.ExcludeShift) & (1 << (reachedCount - 1))) != 0)
            {
                if (sign != 0) totals.Funnel(attempt.Start, funnel.Index, attempt.Country, out _)->Excluded += sign;
                attempt = default;
                return;
            }

            int step = NextStep(funnel, attempt, reachedCount, matchedMask);
            if (step > 0)
            {
                Advance(funnel, ref attempt, step, reachedCount, timestamp, info, amount, sign);
                return;
            }

            if (funnel.Order != FunnelOrder.Strict) return;
            attempt = default;
        }

        if ((matchedMask & 1) == 0) return;
        attempt = new Attempt(((ulong)1 << Attempt.StartBits) | (ulong)timestamp, info.Country);
        if (sign != 0) totals.Funnel(timestamp, funnel.Index, info.Country, out _)->Reached[0] += sign;
    }

    /// <summary>The step that an event takes an open attempt to (0-based), or -1.</summary>
    private static int NextStep(FunnelPlan funnel, Attempt attempt, int reachedCount, int matchedMask)
    {
        if (funnel.Order != FunnelOrder.Any) return (matchedMask & (1 << reachedCount)) != 0 ? reachedCount : -1;
        int newMask = matchedMask & ~attempt.ReachedMask & ~1;
        return newMask == 0 ? -1 : BitOperations.TrailingZeroCount(newMask);
    }

    private void Advance(
        FunnelPlan funnel, ref Attempt attempt, int step, int reachedCount, long timestamp, in ClassInfo info, long amount, int sign)
    {
        if (sign != 0) totals.Funnel(attempt.Start, funnel.Index, attempt.Country, out _)->Reached[reachedCount] += sign;
        if (reachedCount + 1 < funnel.StepCount)
        {
            attempt.Bits |= (1UL << step) << Attempt.StartBits;
            return;
        }

        if (sign != 0)
        {
            long? paid = info.Type == EventType.Purchase ? amount : null;
            totals.Conversion(
                attempt.Start, funnel.Index, attempt.Country, timestamp - attempt.Start, paid, info.Currency, sign);
        }

        attempt = default;
    }
}
