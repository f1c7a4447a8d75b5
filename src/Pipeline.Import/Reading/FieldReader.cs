using System.Text;
using System.Text.Json;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;
using Pipeline.Import.Fields;
using Pipeline.Import.Values;

namespace Pipeline.Import.Reading;

/// <summary>Reads how one field is made: the name of a column or path, or an object that says more.</summary>
internal sealed class FieldReader(SettingsMistakes mistakes, SourceTable sources, IReadOnlyList<string>? columns)
{
    private const int DeepestFallback = 8, MostJoined = 8, MostStripped = 20, MostForms = 8, MostValues = 10_000;

    private static readonly string[] SourceKeys = ["from", "join", "strip", "fallback"];
    private static readonly string[] TextKeys = [.. SourceKeys, "value", "trim", "case", "as", "values", "others", "prefix"];
    private static readonly string[] TypeKeys = [.. TextKeys, "sign_of"];
    private static readonly string[] QuantityKeys = [.. SourceKeys, "value", "absolute"];
    private static readonly string[] PriceKeys = [.. QuantityKeys, "divide_by", "round"];
    private static readonly string[] TimeKeys = [.. SourceKeys, "format"];

    private static readonly string[] Cases = ["", "upper", "lower"];
    private static readonly string[] Kinds = ["", "integer"];
    private static readonly string[] Roundings = ["", "half_even"];

    /// <summary>The number of a column or path; a column that a file without a header does not have is reported.</summary>
    internal int NumberOf(string name, string path)
    {
        if (columns is not null && name != "$index" && !columns.Contains(name))
        {
            string? meant = NearestName.Of(name, columns);
            string known = "one of the columns " + string.Join(", ", columns);
            mistakes.Add(path, $"\"{name}\"", meant is null ? known : $"{known} (did you mean {meant}?)");
        }

        return sources.NumberOf(name);
    }

    /// <summary>The plan of a field; null when something is (reported) wrong.</summary>
    internal FieldPlan? Read(EventField field, JsonElement value, string path, int depth)
    {
        if (value.ValueKind == JsonValueKind.String) return ReadShort(field, value, path);
        if (value.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add(path, value, "a column's or path's name in quotes, or an object");
            return null;
        }

        if (SettingsObject.Open(value, path, mistakes, KeysOf(field)) is not { } plan) return null;
        string[] ways = field == EventField.EventType ? ["from", "value", "sign_of"] : field == EventField.Timestamp ? ["from"] : ["from", "value"];
        if (ways.Count(way => plan.TryGet(way, out _)) != 1)
        {
            mistakes.Add(path, value, $"{string.Join(" or ", ways)}{(ways.Length > 1 ? ", one of them" : ", which is required")}");
            return null;
        }

        FieldPlan? fallback = ReadFallback(field, plan, depth);
        if (plan.TryGet("value", out JsonElement constant)) return ReadConstant(field, constant, plan.PathOf("value"));
        return field switch
        {
            EventField.EventType when plan.TryGet("sign_of", out _) => new SignPlan(ReadSource(plan, "sign_of", trims: true)) { Fallback = fallback },
            EventField.Quantity => new QuantityPlan(ReadSource(plan, "from", trims: true), MappingValues.Flag(plan, "absolute")) { Fallback = fallback },
            EventField.Price => ReadPrice(plan, fallback),
            EventField.Timestamp => new TimePlan(ReadSource(plan, "from", trims: true), ReadForms(plan)) { Fallback = fallback },
            _ => ReadText(field, plan, fallback),
        };
    }

    private static string[] KeysOf(EventField field) => field switch
    {
        EventField.EventType => TypeKeys,
        EventField.Quantity => QuantityKeys,
        EventField.Price => PriceKeys,
        EventField.Timestamp => TimeKeys,
        _ => TextKeys,
    };

    private FieldPlan? ReadShort(EventField field, JsonElement value, string path)
    {
        if (MappingValues.Text(mistakes, path, value) is not { } name) return null;
        if (field == EventField.EventType && FieldNames.Types.Contains(name))
        {
            mistakes.Add(path, value, $"{{\"value\": \"{name}\"}} for the same type in every event, {{\"from\": \"{name}\"}} for a column of that name");
            return null;
        }

        Source source = new() { Numbers = [NumberOf(name, path)], Trim = field is EventField.Quantity or EventField.Price or EventField.Timestamp };
        return field switch
        {
            EventField.Quantity => new QuantityPlan(source, isAbsolute: false),
            EventField.Price => new PricePlan(source),
            EventField.Timestamp => new TimePlan(source, [TimeForm.Of("iso", out _)!]),
            _ => new TextPlan(field) { Source = source },
        };
    }

    private FieldPlan? ReadFallback(EventField field, SettingsObject plan, int depth)
    {
        if (!plan.TryGet("fallback", out JsonElement fallback)) return null;
        if (depth < DeepestFallback) return Read(field, fallback, plan.PathOf("fallback"), depth + 1);
        mistakes.Add(plan.PathOf("fallback"), "a fallback too deep", $"at most {DeepestFallback} in one another");
        return null;
    }

    private Source ReadSource(SettingsObject plan, string key, bool trims)
    {
        List<string> names = MappingValues.Texts(plan, key, 1, MostJoined, mayBeOne: true) ?? [];
        return new Source
        {
            Numbers = [.. names.Select(name => NumberOf(name, plan.PathOf(key)))],
            Join = Encoding.UTF8.GetBytes(MappingValues.AnyText(plan, "join") ?? " "),
            Strip = [.. (MappingValues.Texts(plan, "strip", 1, MostStripped, mayBeOne: true) ?? []).Select(Encoding.UTF8.GetBytes)],
            Trim = trims,
        };
    }

    private TextPlan ReadText(EventField field, SettingsObject plan, FieldPlan? fallback)
    {
        LetterCase letters = plan.TryGet("case", out _) ? (LetterCase)Chosen(plan, "case", Cases) : LetterCase.Kept;
        bool hasOthers = plan.Has("others", out JsonElement others);
        if (hasOthers && !plan.TryGet("values", out _)) mistakes.Add(plan.PathOf("others"), others, "nothing without values");
        return new TextPlan(field)
        {
            Source = ReadSource(plan, "from", MappingValues.Flag(plan, "trim")) with { Case = letters },
            IsInteger = plan.TryGet("as", out _) && Chosen(plan, "as", Kinds) == 1,
            Values = ReadValues(field, plan),
            HasOthers = hasOthers,
            Others = hasOthers ? ReadValue(field, others, plan.PathOf("others")) : null,
            Prefix = EventWriter.Escape(MappingValues.AnyText(plan, "prefix") ?? ""),
            Fallback = fallback,
        };
    }

    private static int Chosen(SettingsObject plan, string key, string[] names)
    {
        plan.TryGet(key, out JsonElement value);
        int index = SettingsObject.IndexOf(value, names);
        if (index <= 0) plan.Mistakes.AddName(plan.PathOf(key), value, names[1..]);
        return Math.Max(index, 0);
    }

    private Dictionary<byte[], byte[]?>? ReadValues(EventField field, SettingsObject plan)
    {
        if (!plan.TryGet("values", out JsonElement values)) return null;
        string path = plan.PathOf("values");
        if (values.ValueKind != JsonValueKind.Object || values.EnumerateObject().Count() is 0 or > MostValues)
        {
            mistakes.Add(path, values, $"an object of 1 to {MostValues} values, like {{\"pv\": \"product_view\", \"fav\": null}}");
            return null;
        }

        Dictionary<byte[], byte[]?> read = new(BytesComparer.Instance);
        foreach (JsonProperty value in values.EnumerateObject())
        {
            string at = SettingsObject.PathOf(path, value.Name);
            if (!read.TryAdd(Encoding.UTF8.GetBytes(value.Name), ReadValue(field, value.Value, at))) mistakes.Add(at, "the key a second time", "each key once");
        }

        return read;
    }

    /// <summary>The inside of a JSON string; null for null and for what is (reported) wrong.</summary>
    private byte[]? ReadValue(EventField field, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null) return null;
        if (field == EventField.EventType && SettingsObject.IndexOf(value, FieldNames.Types) < 0)
        {
            mistakes.AddName(path, value, [.. FieldNames.Types, "null (no event)"]);
            return null;
        }

        return MappingValues.Text(mistakes, path, value) is { } text ? EventWriter.Escape(text) : null;
    }

    private ConstantPlan? ReadConstant(EventField field, JsonElement value, string path)
    {
        if (field is EventField.Quantity or EventField.Price)
        {
            if (value.ValueKind == JsonValueKind.Number) return new ConstantPlan(field, Encoding.UTF8.GetBytes(value.GetRawText()));
            mistakes.Add(path, value, "a number");
            return null;
        }

        return ReadValue(field, value, path) is { } text ? new ConstantPlan(field, [(byte)'"', .. text, (byte)'"']) : null;
    }

    private PricePlan ReadPrice(SettingsObject plan, FieldPlan? fallback)
    {
        ExactNumber constant = new(1, 0);
        Source source = ReadSource(plan, "from", trims: true);
        Source? divisor = null;
        if (plan.TryGet("divide_by", out JsonElement divide))
        {
            string path = plan.PathOf("divide_by");
            bool isConstant = divide.ValueKind == JsonValueKind.Number
                && ExactNumber.TryParse(Encoding.UTF8.GetBytes(divide.GetRawText()), NumberForm.Usual, out constant) && constant.Unscaled > 0;
            if (divide.ValueKind == JsonValueKind.String && MappingValues.Text(mistakes, path, divide) is { } name)
                divisor = new Source { Numbers = [NumberOf(name, path)], Trim = true, Strip = source.Strip };
            else if (!isConstant && divide.ValueKind != JsonValueKind.String)
                mistakes.Add(path, divide, "a column's or path's name in quotes, or a number more than 0");
        }

        return new PricePlan(source)
        {
            IsAbsolute = MappingValues.Flag(plan, "absolute"),
            Divisor = divisor,
            Constant = constant,
            Rounds = plan.TryGet("round", out _) && Chosen(plan, "round", Roundings) == 1,
            Fallback = fallback,
        };
    }

    private List<TimeForm> ReadForms(SettingsObject plan)
    {
        List<TimeForm> forms = [];
        foreach (string text in MappingValues.Texts(plan, "format", 1, MostForms, mayBeOne: true) ?? ["iso"])
        {
            if (TimeForm.Of(text, out string mistake) is { } form) forms.Add(form);
            else mistakes.Add(plan.PathOf("format"), $"\"{text}\"", $"iso, epoch_s, epoch_ms, epoch_us, or {mistake}");
        }

        return forms;
    }
}
