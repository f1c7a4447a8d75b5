using System.Globalization;
using Pipeline.Core.Catalogue;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Querying.Fields;

/// <summary>Reads paths of fields: <c>views</c>, <c>revenue.USD</c>, <c>reached[2]</c>, <c>time_to_convert_ms.p50</c>, <c>bucket.weekday</c>.</summary>
internal static class FieldPaths
{
    private static readonly Dictionary<string, TimePart> Parts = Enum.GetValues<TimePart>()
        .Where(p => p is not TimePart.None).ToDictionary(p => p.ToString().ToLowerInvariant());

    /// <summary>The parts of times, as they are written behind a field's name.</summary>
    internal static IEnumerable<string> PartNames => Parts.Keys;

    /// <summary>The path; null, and a mistake noted, when the collection has none such.</summary>
    internal static FieldPath? Parse(CollectionInfo collection, string text, ICollection<string> mistakes)
    {
        if (text == FieldCatalogue.Id.Name) return new FieldPath(text, FieldCatalogue.Id);
        if (collection.Fields.FirstOrDefault(f => f.Name == text) is { } whole) return new FieldPath(text, whole);
        if (text.EndsWith(']') && text.IndexOf('[') is > 0 and int bracket
            && Field(collection, text[..bracket]) is { Kind: FieldKind.Counts } counts
            && int.TryParse(text[(bracket + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return new FieldPath(text, counts, Index: index);
        }

        int dot = text.LastIndexOf('.');
        if (dot > 0 && Field(collection, text[..dot]) is { } field)
        {
            string part = text[(dot + 1)..];
            if (field.Kind is FieldKind.Money && part.Length == 3 && part.All(char.IsAsciiLetterUpper)) return new FieldPath(text, field, Currency: part);
            if (field.Kind is FieldKind.Bucket or FieldKind.Day or FieldKind.Instant && Parts.TryGetValue(part, out TimePart timePart)
                && !(field.Kind is FieldKind.Day && timePart is TimePart.Hour))
            {
                return new FieldPath(text, field, Part: timePart);
            }
        }

        mistakes.Add(Unknown(collection, text));
        return null;
    }

    /// <summary>The paths of a name that stands for several fields: <c>time_to_convert_ms</c>.</summary>
    internal static IEnumerable<FieldPath> Within(CollectionInfo collection, string name) =>
        collection.Fields.Where(f => f.Name.StartsWith(name + ".", StringComparison.Ordinal)).Select(f => new FieldPath(f.Name, f));

    private static FieldInfo? Field(CollectionInfo collection, string name) => collection.Fields.FirstOrDefault(f => f.Name == name);

    private static string Unknown(CollectionInfo collection, string text)
    {
        string start = text.Split('.', '[')[0];
        string hint = Field(collection, start) switch
        {
            { Kind: FieldKind.Money } => $"an amount is written {start}.USD",
            { Kind: FieldKind.Counts } => $"an element is written {start}[0]",
            { Kind: FieldKind.Bucket or FieldKind.Instant } => $"of a time there are {string.Join(", ", Parts.Keys.Select(p => $"{start}.{p}"))}",
            { Kind: FieldKind.Day } => $"of a day there are {string.Join(", ", Parts.Keys.Where(p => p != "hour").Select(p => $"{start}.{p}"))}",
            _ => $"it has {string.Join(", ", collection.Fields.Select(f => f.Name))}",
        };
        string nearest = NearestName.Of(text, collection.Fields.Select(f => f.Name)) is { } near ? $"; did you mean {near}?" : "";
        return $"{collection.Name} has no field '{text}'{nearest} ({hint})";
    }
}
