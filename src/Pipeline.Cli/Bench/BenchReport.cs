using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Spectre.Console;

namespace Pipeline.Cli.Bench;

/// <summary>Results as JSON for programs and as a table for people.</summary>
internal static class BenchReport
{
    /// <summary>Writes the object <c>{"rows": …}</c>.</summary>
    internal static void Write(Utf8JsonWriter json, BenchOptions options, IReadOnlyList<BenchResult> rows)
    {
        json.WriteStartObject();
        json.WriteNumber("events", options.Events);
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteString("system", RuntimeInformation.OSDescription);
        json.WriteStartArray("rows");
        foreach (BenchResult row in rows) Write(json, row, Ratio(row, rows));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Prints the table.</summary>
    internal static void Print(CliContext context, IReadOnlyList<BenchResult> rows)
    {
        Table table = new() { Border = TableBorder.Rounded };
        table.AddColumns("row", "M/s of CPU", "ns of CPU", "M/s", "bytes/event", "× batched");
        for (int i = 0; i < table.Columns.Count; i++) table.Columns[i].NoWrap();
        for (int i = 1; i < table.Columns.Count; i++) table.Columns[i].RightAligned();
        foreach (BenchResult row in rows)
        {
            table.AddRow(
                row.Name,
                Text($"{row.EventsPerCpuSecond / 1e6:F2}"),
                Text($"{1e9 / row.EventsPerCpuSecond:F0}"),
                Text($"{row.EventsPerSecond / 1e6:F2}"),
                Text($"{row.AllocatedBytesPerEvent:F3}"),
                Ratio(row, rows) is { } ratio ? Text($"{ratio:F2}") : "");
        }

        IAnsiConsole console = context.Tables();
        console.Write(table);
        foreach (BenchResult row in rows.Where(r => r.More.Count > 0))
        {
            context.Out.WriteLine(row.Name);
            foreach ((string name, double value) in row.More) context.Out.WriteLine(Text($"  {name.Replace('_', ' ')}: {value:#,0.###}"));
        }
    }

    private static void Write(Utf8JsonWriter json, BenchResult row, double? ratio)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteNumber("events", row.Events);
        json.WriteNumber("cpu_seconds", row.CpuSeconds);
        json.WriteNumber("seconds", row.Seconds);
        json.WriteNumber("events_per_cpu_second", row.EventsPerCpuSecond);
        json.WriteNumber("events_per_second", row.EventsPerSecond);
        json.WriteNumber("allocated_bytes_per_event", row.AllocatedBytesPerEvent);
        if (ratio is { } known) json.WriteNumber("ratio_to_batched", known);
        foreach ((string name, double value) in row.More) json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    /// <summary>Per processor second, against the batched yardstick of the same run.</summary>
    private static double? Ratio(BenchResult row, IReadOnlyList<BenchResult> rows) =>
        rows.FirstOrDefault(r => r.Name == BenchRows.Limit) is { } limit ? row.EventsPerCpuSecond / limit.EventsPerCpuSecond : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
