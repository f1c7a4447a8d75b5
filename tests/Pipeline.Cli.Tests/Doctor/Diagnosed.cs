using System.Text.Json;

namespace Pipeline.Cli.Tests.Doctor;

/// <summary>A finding as <c>doctor --json</c> prints it.</summary>
internal sealed record Diagnosed(string Severity, string Area, string Subject, string What, string Why, string WhatToDo)
{
    internal static Diagnosed Of(JsonElement finding)
    {
        return new(Text("severity"), Text("area"), Text("subject"), Text("what"), Text("why"), Text("what_to_do"));
        string Text(string name) => finding.GetProperty(name).GetString()!;
    }
}
