using System.Text;
using System.Text.Json;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;
using Pipeline.Import.Fields;
using Pipeline.Import.Values;

namespace Pipeline.Import.Reading;

/// <summary>Reads a template: its conditions and fields.</summary>
internal static class EventReader
{
    private const int MostTexts = 1_000;

    private static readonly EventField[] Required = [EventField.EventType, EventField.UserId, EventField.Timestamp];

    private static readonly string[] ConditionKeys = ["present", "not"];

    /// <summary>The keys of a template.</summary>
    internal static readonly string[] Keys = ["when", .. FieldNames.All[1..]];

    /// <summary>Reads a template.</summary>
    internal static EventTemplate Read(SettingsObject template, FieldReader fields)
    {
        List<FieldPlan> plans = [];
        for (EventField field = EventField.EventType; field <= EventField.UserAgent; field++)
        {
            string key = FieldNames.Of(field);
            JsonElement value;
            bool isThere = Required.Contains(field)
                ? template.Require(key, "a column's or path's name in quotes, or an object", out value)
                : template.TryGet(key, out value);
            if (isThere && fields.Read(field, value, template.PathOf(key), 0) is { } plan) plans.Add(plan);
        }

        return new EventTemplate(ReadConditions(template, fields), plans);
    }

    private static List<Condition> ReadConditions(SettingsObject template, FieldReader fields)
    {
        List<Condition> conditions = [];
        if (!template.TryGet("when", out JsonElement when)) return conditions;
        string path = template.PathOf("when");
        if (when.ValueKind != JsonValueKind.Object || !when.EnumerateObject().Any())
        {
            template.Mistakes.Add(path, when, "an object of conditions, like {\"status\": [\"paid\", \"sent\"], \"bought_at\": {\"present\": true}}");
            return conditions;
        }

        foreach (JsonProperty condition in when.EnumerateObject())
        {
            string at = SettingsObject.PathOf(path, condition.Name);
            if (condition.Name.Length == 0)
            {
                template.Mistakes.Add(at, "an empty name", "a column's or path's name");
                continue;
            }

            int source = fields.NumberOf(condition.Name, at);
            if (ReadCondition(template.Mistakes, source, condition.Value, at) is { } read) conditions.Add(read);
        }

        return conditions;
    }

    private static Condition? ReadCondition(SettingsMistakes mistakes, int source, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object) return Of(MappingValues.Texts(mistakes, path, value, 1, MostTexts, mayBeOne: true), isNegated: false);
        if (SettingsObject.Open(value, path, mistakes, ConditionKeys) is not { } condition) return null;
        bool hasPresent = condition.TryGet("present", out _), hasNot = condition.TryGet("not", out JsonElement not);
        if (hasPresent == hasNot)
        {
            mistakes.Add(path, value, "either present or not");
            return null;
        }

        if (hasNot) return Of(MappingValues.Texts(mistakes, condition.PathOf("not"), not, 1, MostTexts, mayBeOne: true), isNegated: true);
        bool isToBeThere = MappingValues.Flag(condition, "present");
        return new Condition(source, null, !isToBeThere);

        Condition? Of(List<string>? texts, bool isNegated) => texts is null
            ? null
            : new Condition(source, new HashSet<byte[]>(texts.Select(Encoding.UTF8.GetBytes), BytesComparer.Instance), isNegated);
    }
}
