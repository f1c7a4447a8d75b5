using Pipeline.Core.Events;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Funnels;

/// <summary>
/// The combination of held values of an event in a funnel, as a number: the product's or page's own where that is all that is held,
/// else one given out here.
/// </summary>
internal sealed class HeldKeys(EventClasses classes)
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _combinations = [];

    /// <summary>The combinations given out so far: a char pair for each held field, in the order of the sorted fields.</summary>
    public IReadOnlyList<string> Combinations => _combinations;

    /// <summary>The key, or -1 when the event lacks a held field.</summary>
    public int Of(FunnelPlan funnel, in ClassInfo info, int subject)
    {
        if (funnel.HoldsProductOnly) return info.Type == EventType.PageView ? -1 : subject;
        if (funnel.HoldsPageOnly) return info.Type == EventType.PageView ? subject : -1;
        return Combined(funnel, info, subject);
    }

    public void WriteRoot(RootWriter root)
    {
        root.Int(_combinations.Count);
        foreach (string combination in _combinations)
        {
            root.Int(combination.Length);
            foreach (char c in combination) root.UInt(c);
        }
    }

    public void Restore(RootReader root)
    {
        for (int i = root.Int(); i > 0; i--)
        {
            var combination = new char[root.Int()];
            for (int c = 0; c < combination.Length; c++) combination[c] = (char)root.UInt();
            Add(new string(combination));
        }
    }

    private int Combined(FunnelPlan funnel, in ClassInfo info, int subject)
    {
        IReadOnlyList<FunnelField> hold = funnel.Definition.Hold;
        Span<char> key = stackalloc char[2 * hold.Count];
        for (int i = 0; i < hold.Count; i++)
        {
            int part = hold[i] switch
            {
                FunnelField.Country => info.Country,
                FunnelField.Currency => info.Currency,
                FunnelField.Page => info.Type == EventType.PageView ? subject + 1 : 0,
                FunnelField.ProductId => info.Type == EventType.PageView ? 0 : subject + 1,
                FunnelField text => classes.Signatures.HeldText(info.Signature, text),
            };
            if (part == 0) return -1;
            (key[2 * i], key[(2 * i) + 1]) = ((char)(part >> 16), (char)part);
        }

        return _numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out int known) ? known : Add(key.ToString());
    }

    private int Add(string combination)
    {
        // Funnels that hold the same number of fields share numbers: a table's entry names its funnel too.
        _combinations.Add(combination);
        return _numbers[combination] = _combinations.Count - 1;
    }
}
