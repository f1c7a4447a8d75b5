using System.Text;
using System.Text.Json;
using Pipeline.Core.Events;

namespace Pipeline.Core.Settings;

/// <summary>Reads the funnels of a settings file (<c>docs/semantics.md</c> §4).</summary>
internal sealed class FunnelReader(SettingsMistakes mistakes, DurationUnits units)
{
    internal const int FewestSteps = 2;
    internal const int MostSteps = 8;
    internal const int MostFunnels = 100;
    internal const int MostExclusions = 100;
    internal const int LongestName = 64;
    internal const long LongestWindow = 366 * 86_400_000L;
    internal const long ShortestWindow = 1_000;

    private static readonly string[] FunnelKeys = ["name", "steps", "window", "order", "hold", "exclude"];
    private static readonly string[] StepKeys = ["event", "where"];
    private static readonly string[] ExclusionKeys = ["event", "where", "between"];

    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    internal IReadOnlyList<FunnelDefinition> Read(JsonElement element, string path)
    {
        List<FunnelDefinition> funnels = [];
        foreach ((JsonElement item, string itemPath) in Items(element, path, 0, MostFunnels, "funnels"))
        {
            if (SettingsObject.Open(item, itemPath, mistakes, FunnelKeys) is { } funnel) funnels.Add(ReadFunnel(funnel));
        }

        return funnels;
    }

    private FunnelDefinition ReadFunnel(SettingsObject funnel)
    {
        string name = ReadName(funnel);
        List<EventMatch> steps = ReadSteps(funnel);
        string allowedWindow = SettingsObject.AllowedDuration(units, ShortestWindow, LongestWindow);
        long? window = funnel.Require("window", allowedWindow, out JsonElement value)
            ? funnel.Duration("window", value, units, ShortestWindow, LongestWindow)
            : null;
        FunnelOrder order = (FunnelOrder)funnel.Name("order", SettingsNames.Orders);
        return new FunnelDefinition(
            name, steps, window ?? ShortestWindow, order, ReadHold(funnel), ReadExclusions(funnel, steps.Count));
    }

    private string ReadName(SettingsObject funnel)
    {
        const string Allowed = "a text of 1 to 64 bytes without | and control characters";
        if (!funnel.Require("name", Allowed, out JsonElement value)) return "";
        string path = funnel.PathOf("name");
        string? name = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (name is null || Encoding.UTF8.GetByteCount(name) is 0 or > LongestName || name.Any(IsForbidden))
        {
            mistakes.Add(path, value, Allowed);
            return "";
        }

        if (!names.Add(name)) mistakes.Add(path, value, "a name that no other funnel has");
        return name;
    }

    /// <summary>A bar would split document ids; control characters are U+0000–U+001F and U+007F, as for user ids.</summary>
    private static bool IsForbidden(char c) => c is '|' or < ' ' or '\u007f';

    private List<EventMatch> ReadSteps(SettingsObject funnel)
    {
        List<EventMatch> steps = [];
        if (!funnel.Require("steps", "a list of 2 to 8 steps", out JsonElement value)) return steps;
        foreach ((JsonElement item, string path) in Items(value, funnel.PathOf("steps"), FewestSteps, MostSteps, "steps"))
        {
            SettingsObject? step = SettingsObject.Open(item, path, mistakes, StepKeys);
            steps.Add(step is null ? EventMatch.Of(EventType.PageView) : ReadMatch(step));
        }

        return steps;
    }

    private EventMatch ReadMatch(SettingsObject match)
    {
        string allowed = string.Join(", ", SettingsNames.Events);
        if (match.Require("event", allowed, out JsonElement _))
        {
            return new EventMatch((EventType)match.Name("event", SettingsNames.Events), ReadWhere(match));
        }

        return new EventMatch(EventType.PageView, ReadWhere(match));
    }

    private SortedDictionary<FunnelField, string> ReadWhere(SettingsObject match)
    {
        SortedDictionary<FunnelField, string> conditions = [];
        if (match.Child("where", SettingsNames.Fields) is not { } where) return conditions;
        for (int i = 0; i < SettingsNames.Fields.Length; i++)
        {
            string field = SettingsNames.Fields[i];
            if (!where.Has(field, out JsonElement value)) continue;
            if (value.ValueKind == JsonValueKind.String) conditions[(FunnelField)i] = value.GetString()!;
            else mistakes.Add(where.PathOf(field), value, "a text in quotes, which the field must equal");
        }

        return conditions;
    }

    private List<FunnelField> ReadHold(SettingsObject funnel)
    {
        SortedSet<FunnelField> held = [];
        if (!funnel.TryGet("hold", out JsonElement value)) return [];
        foreach ((JsonElement item, string path) in Items(value, funnel.PathOf("hold"), 0, SettingsNames.Fields.Length, "fields"))
        {
            int field = SettingsObject.IndexOf(item, SettingsNames.Fields);
            if (field < 0) mistakes.AddName(path, item, SettingsNames.Fields);
            else if (!held.Add((FunnelField)field)) mistakes.Add(path, item, "each field once");
        }

        return [.. held];
    }

    private List<FunnelExclusion> ReadExclusions(SettingsObject funnel, int steps)
    {
        List<FunnelExclusion> exclusions = [];
        if (!funnel.TryGet("exclude", out JsonElement value)) return exclusions;
        foreach ((JsonElement item, string path) in Items(value, funnel.PathOf("exclude"), 0, MostExclusions, "exclusions"))
        {
            if (SettingsObject.Open(item, path, mistakes, ExclusionKeys) is not { } exclusion) continue;
            EventMatch match = ReadMatch(exclusion);
            (int from, int to) = ReadBetween(exclusion, steps);
            exclusions.Add(new FunnelExclusion(match, from, to));
        }

        return exclusions;
    }

    private (int From, int To) ReadBetween(SettingsObject exclusion, int steps)
    {
        if (!exclusion.TryGet("between", out JsonElement value)) return (1, steps);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            && Whole(value[0], out int from) && Whole(value[1], out int to)
            && from >= 1 && from < to && to <= Math.Max(steps, FewestSteps)) return (from, to);
        mistakes.Add(exclusion.PathOf("between"), value, $"[a, b] of two integers with 1 ≤ a < b ≤ {steps} (the number of steps)");
        return (1, steps);
    }

    private static bool Whole(JsonElement value, out int number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number);
    }

    private List<(JsonElement Item, string Path)> Items(JsonElement value, string path, int fewest, int most, string what)
    {
        string allowed = $"a list of {fewest} to {most} {what}";
        if (value.ValueKind != JsonValueKind.Array)
        {
            mistakes.Add(path, value, allowed);
            return [];
        }

        int count = value.GetArrayLength();
        if (count < fewest || count > most) mistakes.Add(path, $"a list of {count}", allowed);
        return [.. value.EnumerateArray().Take(most).Select((item, i) => (item, $"{path}[{i}]"))];
    }
}
