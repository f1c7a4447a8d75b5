using System.Text.Json;
using Pipeline.Core.Settings;
using Pipeline.Import.Fields;
using Pipeline.Import.Reading;
using Pipeline.Import.Values;

namespace Pipeline.Import;

/// <summary>
/// Reads a mapping file (<c>docs/import.schema.json</c>). Standard JSON only; null counts as absent. All mistakes are reported at once, each with its
/// path and what is allowed there.
/// </summary>
public static class MappingReader
{
    private const int MostEvents = 16, MostColumns = 1_000;

    private static readonly string[] Keys =
        ["$schema", "format", "delimiter", "columns", "encoding", "decimal", "thousands", "time_zone", "ambiguous_time", "explode", "events"];

    private static readonly string[] CsvKeys = ["delimiter", "columns", "encoding"];

    private static readonly string[] Formats = ["csv", "ndjson"];
    private static readonly string[] Delimiters = [",", ";", "\t", "|"];
    private static readonly string[] Encodings = ["utf-8", "windows-1252"];
    private static readonly string[] Points = [".", ","];
    private static readonly string[] Groups = ["", ".", ",", " ", "'"];
    private static readonly string[] Moments = ["earlier", "later"];

    /// <summary>A mapping, or every mistake in the file.</summary>
    public static MappingResult Read(ReadOnlySpan<byte> json)
    {
        SettingsMistakes mistakes = new();
        using JsonDocument? document = SettingsText.Parse(json, mistakes);
        Mapping? mapping = document is not null && SettingsObject.Open(document.RootElement, "$", mistakes, Keys) is { } root
            ? ReadRoot(root)
            : null;
        return new MappingResult(mapping, mistakes.All);
    }

    private static Mapping ReadRoot(SettingsObject root)
    {
        if (root.TryGet("$schema", out JsonElement schema) && schema.ValueKind != JsonValueKind.String)
            root.Mistakes.Add(root.PathOf("$schema"), schema, "a text, the address of the schema (it is not looked at)");
        root.Require("format", "csv or ndjson", out _);
        bool isCsv = root.Name("format", Formats) == 0;
        foreach (string key in isCsv ? ["explode"] : CsvKeys)
        {
            if (root.TryGet(key, out JsonElement value)) root.Mistakes.Add(root.PathOf(key), value, $"nothing: {key} is for {(isCsv ? "ndjson" : "csv")}");
        }

        List<string>? columns = MappingValues.Texts(root, "columns", 1, MostColumns, mayBeOne: false);
        string? explode = MappingValues.Text(root, "explode");
        SourceTable sources = new();
        FieldReader fields = new(root.Mistakes, sources, columns);
        List<EventTemplate> events = ReadEvents(root, fields);
        return new Mapping
        {
            IsCsv = isCsv,
            Delimiter = (byte)Delimiters[root.Name("delimiter", Delimiters)][0],
            Columns = columns,
            IsWindows1252 = root.Name("encoding", Encodings) == 1,
            Numbers = ReadNumbers(root),
            TimeZone = ReadZone(root),
            TakesLater = root.Name("ambiguous_time", Moments) == 1,
            Explode = explode,
            Sources = sources.Names,
            Events = events,
        };
    }

    private static NumberForm ReadNumbers(SettingsObject root)
    {
        string point = Points[root.Name("decimal", Points)], group = Groups[root.Name("thousands", Groups)];
        if (point == group) root.Mistakes.Add(root.PathOf("thousands"), $"\"{group}\"", "another sign than that of decimal");
        return new NumberForm((byte)point[0], group.Length == 0 ? (byte)0 : (byte)group[0]);
    }

    private static string? ReadZone(SettingsObject root)
    {
        string? zone = MappingValues.Text(root, "time_zone");
        if (zone is null || LocalTimes.Find(zone) is not null) return zone;
        string? meant = NearestName.Of(zone, NodaTime.DateTimeZoneProviders.Tzdb.Ids);
        string allowed = "a zone's IANA name like \"Europe/Berlin\", or \"UTC+02\"";
        root.Mistakes.Add(root.PathOf("time_zone"), $"\"{zone}\"", meant is null ? allowed : $"{allowed} (did you mean {meant}?)");
        return null;
    }

    private static List<EventTemplate> ReadEvents(SettingsObject root, FieldReader fields)
    {
        List<EventTemplate> events = [];
        string allowed = $"a list of 1 to {MostEvents} events";
        if (!root.Require("events", allowed, out JsonElement value)) return events;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is < 1 or > MostEvents)
        {
            root.Mistakes.Add(root.PathOf("events"), value, allowed);
            return events;
        }

        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            string path = $"{root.PathOf("events")}[{index++}]";
            if (SettingsObject.Open(item, path, root.Mistakes, EventReader.Keys) is { } template) events.Add(EventReader.Read(template, fields));
        }

        return events;
    }
}
