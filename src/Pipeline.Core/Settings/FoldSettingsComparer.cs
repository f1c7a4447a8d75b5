using System.Text.Json;

namespace Pipeline.Core.Settings;

/// <summary>Says in plain words what differs between two sets of number-shaping settings.</summary>
public static class FoldSettingsComparer
{
    private const string Nothing = "no such funnel";

    /// <summary>
    /// The differences; empty exactly when <see cref="SettingsWriter.Canonical"/> gives the same bytes for both. Funnels are
    /// matched by name; the same funnels in another order are a difference, because state numbers them in their order.
    /// </summary>
    public static IReadOnlyList<SettingsDifference> Differences(FoldSettings stored, FoldSettings given)
    {
        List<SettingsDifference> found = [];
        Compare(found, "$.horizon", DurationText.Format(stored.HorizonMilliseconds), DurationText.Format(given.HorizonMilliseconds));
        Compare(found, "$.session_gap", DurationText.Format(stored.SessionGapMilliseconds), DurationText.Format(given.SessionGapMilliseconds));
        CompareFunnels(found, stored.Funnels, given.Funnels);
        return found;
    }

    private static void CompareFunnels(
        List<SettingsDifference> found, IReadOnlyList<FunnelDefinition> stored, IReadOnlyList<FunnelDefinition> given)
    {
        Dictionary<string, FunnelDefinition> others = given.ToDictionary(funnel => funnel.Name, StringComparer.Ordinal);
        foreach (FunnelDefinition funnel in stored)
        {
            if (others.Remove(funnel.Name, out FunnelDefinition? other)) CompareFunnel(found, funnel, other);
            else found.Add(new SettingsDifference(PathOf(funnel), $"a funnel of {funnel.Steps.Count} steps", Nothing));
        }

        foreach (FunnelDefinition funnel in given.Where(funnel => others.ContainsKey(funnel.Name)))
        {
            found.Add(new SettingsDifference(PathOf(funnel), Nothing, $"a funnel of {funnel.Steps.Count} steps"));
        }

        string[] storedNames = [.. stored.Select(funnel => funnel.Name)], givenNames = [.. given.Select(funnel => funnel.Name)];
        bool sameNames = storedNames.Order(StringComparer.Ordinal).SequenceEqual(givenNames.Order(StringComparer.Ordinal));
        if (sameNames) Compare(found, "$.funnels", $"the order {Join(storedNames)}", $"the order {Join(givenNames)}");
    }

    private static void CompareFunnel(List<SettingsDifference> found, FunnelDefinition stored, FunnelDefinition given)
    {
        string path = PathOf(stored);
        CompareList(found, path + ".steps", "steps", Texts(stored.Steps), Texts(given.Steps));
        Compare(found, path + ".window", DurationText.Format(stored.WindowMilliseconds), DurationText.Format(given.WindowMilliseconds));
        Compare(found, path + ".order", SettingsNames.Orders[(int)stored.Order], SettingsNames.Orders[(int)given.Order]);
        Compare(found, path + ".hold", Fields(stored.Hold), Fields(given.Hold));
        CompareList(found, path + ".exclude", "exclusions", Texts(stored.Exclude), Texts(given.Exclude));
    }

    private static void CompareList(List<SettingsDifference> found, string path, string what, string[] stored, string[] given)
    {
        if (stored.Length != given.Length)
        {
            found.Add(new SettingsDifference(path, $"{stored.Length} {what}", $"{given.Length} {what}"));
            return;
        }

        for (int i = 0; i < stored.Length; i++) Compare(found, $"{path}[{i}]", stored[i], given[i]);
    }

    private static void Compare(List<SettingsDifference> found, string path, string stored, string given)
    {
        if (stored != given) found.Add(new SettingsDifference(path, stored, given));
    }

    private static string PathOf(FunnelDefinition funnel) => $"$.funnels[{JsonSerializer.Serialize(funnel.Name)}]";

    private static string[] Texts(IReadOnlyList<EventMatch> steps) =>
        [.. steps.Select(step => SettingsWriter.Text(json => SettingsWriter.Write(json, step)))];

    private static string[] Texts(IReadOnlyList<FunnelExclusion> exclusions) =>
        [.. exclusions.Select(exclusion => SettingsWriter.Text(json => SettingsWriter.Write(json, exclusion)))];

    private static string Fields(IReadOnlyList<FunnelField> fields) =>
        fields.Count == 0 ? "nothing" : Join([.. fields.Order().Select(field => SettingsNames.Fields[(int)field])]);

    private static string Join(string[] names) => string.Join(", ", names);
}
