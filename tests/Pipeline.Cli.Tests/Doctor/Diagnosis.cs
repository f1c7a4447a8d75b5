using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;

namespace Pipeline.Cli.Tests.Doctor;

/// <summary>What <c>doctor</c> said. The machine's own findings depend on the machine: tests look at folder and settings.</summary>
internal sealed record Diagnosis(int ExitCode, IReadOnlyList<Diagnosed> Findings)
{
    internal IReadOnlyList<Diagnosed> Wrong => [.. Findings.Where(f => f.Severity is "warning" or "error" && f.Area != "machine")];

    internal static async Task<Diagnosis> Of(params string[] arguments)
    {
        CliRun run = await CliRun.Of(["doctor", .. arguments, "--json"]);
        Assert.True(run.ExitCode is ExitCodes.Done or ExitCodes.Difference, run.Error);
        using JsonDocument document = JsonDocument.Parse(run.Out);
        Diagnosed[] findings = [.. document.RootElement.GetProperty("findings").EnumerateArray().Select(Diagnosed.Of)];
        int wrong = findings.Count(f => f.Severity is "warning" or "error");
        Assert.Equal(wrong, document.RootElement.GetProperty("wrong").GetInt32());
        Assert.Equal(wrong == 0 ? ExitCodes.Done : ExitCodes.Difference, run.ExitCode);
        Assert.All(findings.Where(f => f.Severity is "warning" or "error"), f => Assert.True(f.Why.Length > 0 && f.WhatToDo.Length > 0, f.ToString()));
        return new Diagnosis(run.ExitCode, findings);
    }
}
