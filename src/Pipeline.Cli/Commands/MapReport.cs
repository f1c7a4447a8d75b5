using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Core.Events;
using Spectre.Console;

namespace Pipeline.Cli.Commands;

/// <summary>Shows what <c>pipeline map</c> found.</summary>
internal static class MapReport
{
    private const int LongestExample = 60;

    internal static void Print(CliContext context, MapLook look, string file, string? map, string? output)
    {
        TextWriter to = context.Out;
        if (look.Guess is { } guess)
        {
            to.WriteLine($"{file}: {guess.Format}");
            PrintColumns(context, look);
            to.WriteLine(output is null ? "A mapping for it:" : $"A mapping for it, written to {output}:");
            to.Write(look.Json);
            if (guess.Remarks.Count > 0) to.WriteLine("\nPlease look at:");
            foreach (string remark in guess.Remarks) to.WriteLine($"  {remark}");
            to.WriteLine();
        }

        if (look.Trial is not { } trial)
        {
            to.WriteLine("Not tried: the mapping lacks what is named above.");
            return;
        }

        to.WriteLine("The first events:");
        foreach (string record in trial.First) to.WriteLine($"  {record}");
        to.WriteLine();
        MappedReport.Print(to, trial.Counts, [file]);
        long count = trial.Rejected.Sum(r => r.Count);
        to.WriteLine($"{count:N0} of the events would be rejected (docs/semantics.md §1)");
        foreach (MapRejected rejected in trial.Rejected) to.WriteLine($"  {rejected.Count:N0} × {FieldText(rejected.Field)}{Name(rejected.Reason)}; the first: {rejected.Example}");
        if (map is null && output is null) to.WriteLine($"Keep the mapping: pipeline map {CommandText.Quoted(file)} --output mapping.json");
        else to.WriteLine($"Take the events in: pipeline import --data DIR --map {CommandText.Quoted(map ?? output!)} {CommandText.Quoted(file)}");
    }

    internal static void PrintJson(CliContext context, MapLook look, string file) => JsonOutput.Print(context, json =>
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        if (look.Guess is { } guess)
        {
            json.WriteString("format", guess.Format);
            json.WriteStartArray("remarks");
            foreach (string remark in guess.Remarks) json.WriteStringValue(remark);
            json.WriteEndArray();
        }

        json.WritePropertyName("mapping");
        json.WriteRawValue(look.Json);
        if (look.Trial is { } trial)
        {
            json.WriteStartArray("first");
            foreach (string record in trial.First) json.WriteRawValue(record);
            json.WriteEndArray();
            MappedReport.Write(json, trial.Counts, [file]);
            json.WriteStartArray("rejected");
            foreach (MapRejected rejected in trial.Rejected) Write(json, rejected);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, MapRejected rejected)
    {
        json.WriteStartObject();
        json.WriteString("reason", Name(rejected.Reason));
        if (rejected.Field == EventField.None) json.WriteNull("field");
        else json.WriteString("field", Name(rejected.Field));
        json.WriteNumber("count", rejected.Count);
        json.WriteString("example", rejected.Example);
        json.WriteEndObject();
    }

    private static void PrintColumns(CliContext context, MapLook look)
    {
        IAnsiConsole console = context.Tables();
        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("column", "examples", "taken for");
        foreach ((string name, string examples, string field) in look.Guess!.Columns)
        {
            string shown = examples.Length <= LongestExample ? examples : examples[..LongestExample] + "…";
            table.AddRow(Markup.Escape(name), Markup.Escape(shown.ReplaceLineEndings(" ")), field.Length == 0 ? "–" : field);
        }

        console.Write(table);
    }

    private static string FieldText(EventField field) => field == EventField.None ? "" : Name(field) + ": ";

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
