using System.Text;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Funnels;

/// <summary>
/// What an event of a class means to a funnel, in 16 bits: the steps that it matches (low byte, bit i = step i + 1) and the numbers of
/// reached steps at which it excludes (high byte, bit r - 1 = while r steps are reached).
/// </summary>
internal static class StepMasks
{
    public const int ExcludeShift = 8;

    public static ushort Of(FunnelDefinition funnel, ClassInfo info, Func<TextCondition, bool> holds)
    {
        int steps = 0, exclude = 0;
        for (int i = 0; i < funnel.Steps.Count; i++)
        {
            if (Matches(funnel.Steps[i], info, holds)) steps |= 1 << i;
        }

        foreach (FunnelExclusion exclusion in funnel.Exclude)
        {
            if (!Matches(exclusion.Match, info, holds)) continue;
            for (int reached = exclusion.From; reached < exclusion.To; reached++) exclude |= 1 << (reached - 1);
        }

        return (ushort)(steps | (exclude << ExcludeShift));
    }

    private static bool Matches(EventMatch match, ClassInfo info, Func<TextCondition, bool> holds)
    {
        if (match.Event != info.Type) return false;
        foreach ((FunnelField field, string value) in match.Where)
        {
            bool equal = field switch
            {
                FunnelField.Country => value.Length == 2 && IsCode(value, info.Country),
                FunnelField.Currency => value.Length == 3 && IsCode(value, info.Currency),
                _ => holds(new TextCondition(field, value)),
            };
            if (!equal) return false;
        }

        return true;
    }

    private static bool IsCode(string value, ushort code)
    {
        ushort packed = Letters.Pack(Encoding.UTF8.GetBytes(value));
        return packed != 0 && packed == code;
    }
}
