using Pipeline.Core.Events;
using Pipeline.Core.Settings;

namespace Pipeline.Testing.Streams;

/// <summary>Random funnels with every option, whose conditions made streams can meet; the same for the same seed.</summary>
public sealed class FunnelMaker(int seed)
{
    private static readonly FunnelField[] Fields = [.. Enum.GetValues<FunnelField>()];
    private static readonly long[] Windows = [1_000, 60_000, 1_800_000, 3_600_000, 86_400_000, 3 * 86_400_000L];

    private readonly Random random = new(seed);

    /// <summary>The windows that are made, in ms; all are whole seconds.</summary>
    public static IReadOnlyList<long> AllWindows => Windows;

    /// <summary>Some funnels with different names.</summary>
    public List<FunnelDefinition> Make(int count) => [.. Enumerable.Range(0, count).Select(i => Make(random.Pick(["f", "ü", "\uff5e", "F\""]) + i))];

    private FunnelDefinition Make(string name)
    {
        int steps = random.Chance(0.8) ? random.Next(2, 4) : random.Next(4, 9);
        var order = (FunnelOrder)random.Next(3);
        int held = random.Chance(0.5) ? 0 : random.Next(1, 3);
        FunnelField[] hold = [.. Fields.OrderBy(_ => random.Next()).Take(held).Order()];
        FunnelExclusion[] exclude = [.. Enumerable.Range(0, random.Chance(0.6) ? 0 : random.Next(1, 3)).Select(_ => MakeExclusion(steps))];
        return new FunnelDefinition(
            name, [.. Enumerable.Range(0, steps).Select(_ => MakeMatch())], random.Pick(Windows), order, hold, exclude);
    }

    private FunnelExclusion MakeExclusion(int steps)
    {
        if (random.Chance(0.4)) return new FunnelExclusion(MakeMatch(), 1, steps);
        int from = random.Next(1, steps);
        return new FunnelExclusion(MakeMatch(), from, random.Next(from + 1, steps + 1));
    }

    private EventMatch MakeMatch()
    {
        var type = (EventType)random.Next(5);
        var where = new Dictionary<FunnelField, string>();
        for (int i = random.Chance(0.6) ? 0 : random.Next(1, 3); i > 0; i--)
        {
            FunnelField field = random.Pick(Fields);
            where[field] = random.Pick(ValuesOf(field));
        }

        return new EventMatch(type, where);
    }

    private static string[] ValuesOf(FunnelField field) => field switch
    {
        FunnelField.Category => Vocabulary.Categories[..2],
        FunnelField.Country => Vocabulary.Countries[..2],
        FunnelField.Currency => Vocabulary.Currencies[..2],
        FunnelField.Page => Vocabulary.Places,
        FunnelField.ProductId => Vocabulary.Products[..2],
        FunnelField.ProductName => Vocabulary.Names[..2],
        _ => Vocabulary.Referrers,
    };
}
