using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Log;

namespace Pipeline.Cli.Doctor;

/// <summary>Findings, by area in the order of the checks.</summary>
internal sealed class Report
{
    private static readonly string[] Order = ["machine", "folder", "settings"];

    private readonly List<(string Area, Finding Finding)> _findings = [];

    internal int Wrong => _findings.Count(f => f.Finding.IsWrong);

    /// <summary>Makes all checks; one that fails is a finding, and the next goes on.</summary>
    internal static Report Of(Examination examination, CancellationToken stop)
    {
        Report report = new();
        foreach (ICheck check in Checks.All)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                foreach (Finding finding in check.Look(examination, stop)) report._findings.Add((check.Area, finding));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or LogException)
            {
                report._findings.Add((check.Area, Finding.Error(
                    "access", "Something could not be looked at.", exception.Message, "Make it readable for the user who runs this, then look again.")));
            }
        }

        return report;
    }

    internal void Print(CliContext context, string? data)
    {
        foreach (var area in _findings.GroupBy(f => f.Area).OrderBy(a => Array.IndexOf(Order, a.Key) is >= 0 and int place ? place : Order.Length))
        {
            context.Out.WriteLine(area.Key == "folder" ? $"folder {data}" : area.Key);
            foreach ((_, Finding finding) in area) Print(context.Out, finding);
        }

        context.Out.WriteLine(Wrong switch { 0 => "Nothing is wrong.", 1 => "One thing is wrong.", _ => $"{Wrong} things are wrong." });
    }

    internal void Write(Utf8JsonWriter writer, string? data)
    {
        writer.WriteStartObject();
        writer.WriteString("data", data);
        writer.WriteNumber("wrong", Wrong);
        writer.WriteStartArray("findings");
        foreach ((string area, Finding finding) in _findings)
        {
            writer.WriteStartObject();
            writer.WriteString("severity", Name(finding.Severity));
            writer.WriteString("area", area);
            writer.WriteString("subject", finding.Subject);
            writer.WriteString("what", finding.What);
            writer.WriteString("why", finding.Why);
            writer.WriteString("what_to_do", finding.WhatToDo);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Print(TextWriter output, Finding finding)
    {
        output.WriteLine($"  {Name(finding.Severity),-8} {finding.Subject}: {finding.What}");
        if (finding.Why.Length > 0) output.WriteLine($"           {finding.Why}");
        if (finding.WhatToDo.Length > 0) output.WriteLine($"           → {finding.WhatToDo}");
    }

    private static string Name(Severity severity) => severity switch
    {
        Severity.Ok => "ok",
        Severity.Note => "note",
        Severity.Warning => "warning",
        _ => "error",
    };
}
