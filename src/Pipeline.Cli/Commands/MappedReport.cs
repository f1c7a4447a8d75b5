using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Engine.Feeds;
using Pipeline.Import;

namespace Pipeline.Cli.Commands;

/// <summary>Tells what a mapping made of lines.</summary>
internal static class MappedReport
{
    private const int ShownReasons = 10;

    /// <summary>The counts of a mapping's lines; null for lines as they are.</summary>
    internal static MappedCounts? Of(ILineSource lines) => (lines as MappedLines)?.Counts;

    /// <summary>A line of counts, and why lines could not be mapped; nothing without a mapping.</summary>
    internal static void Print(TextWriter output, MappedCounts? counts, IReadOnlyList<string> files)
    {
        if (counts is null) return;
        output.WriteLine(
            $"{counts.Lines:N0} lines gave {counts.Events:N0} events; {counts.Without:N0} are none by the mapping; {counts.Unmapped:N0} could not be mapped and were passed on as they are");
        foreach (UnmappedReason reason in counts.Reasons.Take(ShownReasons)) output.WriteLine($"  {Text(reason, files)}");
        if (counts.Reasons.Count > ShownReasons) output.WriteLine($"  and for {counts.Reasons.Count - ShownReasons} more reasons");
        if (counts.AmbiguousTimes > 0) output.WriteLine($"{counts.AmbiguousTimes:N0} local times named two moments, because the clock was put back (ambiguous_time says which was taken)");
    }

    /// <summary>Writes the property <c>mapped</c>; nothing without a mapping.</summary>
    internal static void Write(Utf8JsonWriter json, MappedCounts? counts, IReadOnlyList<string> files)
    {
        if (counts is null) return;
        json.WriteStartObject("mapped");
        json.WriteNumber("lines", counts.Lines);
        json.WriteNumber("events", counts.Events);
        json.WriteNumber("without", counts.Without);
        json.WriteNumber("unmapped", counts.Unmapped);
        json.WriteNumber("ambiguous_times", counts.AmbiguousTimes);
        json.WriteStartArray("reasons");
        foreach (UnmappedReason reason in counts.Reasons)
        {
            json.WriteStartObject();
            if (reason.Field.Length > 0) json.WriteString("field", reason.Field);
            else json.WriteNull("field");
            json.WriteString("reason", MapProblems.Name(reason.Problem));
            json.WriteNumber("count", reason.Count);
            json.WriteString("file", files[reason.File]);
            json.WriteNumber("line", reason.Line);
            json.WriteString("found", reason.Found);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Text(UnmappedReason reason, IReadOnlyList<string> files)
    {
        string field = reason.Field.Length == 0 ? "" : reason.Field + ": ";
        string found = reason.Found.ReplaceLineEndings(" ");
        return $"{reason.Count:N0} × {field}{MapProblems.Meaning(reason.Problem)}; the first in {files[reason.File]} line {reason.Line}: {(found.Length == 0 ? "nothing" : $"\"{found}\"")}";
    }
}
