using System.Reflection;
using Pipeline.Architecture.Tests.Source;

namespace Pipeline.Architecture.Tests;

/// <summary>What documents say and code says too.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void Every_exit_code_has_its_row()
    {
        Type codes = Assembly.Load("pipeline").GetType("Pipeline.Cli.Frame.ExitCodes", throwOnError: true)!;
        int[] known = [.. codes.GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(f => f.IsLiteral).Select(f => (int)f.GetRawConstantValue()!)];
        string document = File.ReadAllText(Repository.FullPath("docs/cli.md"));
        Assert.NotEmpty(known);
        Findings.None("docs/cli.md lacks exit codes:", known.Where(c => !document.Contains($"| {c} |")).Select(c => $"{c}"));
    }

    [Fact]
    public void Every_collection_is_defined()
    {
        string document = File.ReadAllText(Repository.FullPath("docs/semantics.md"));
        Findings.None(
            "docs/semantics.md lacks collections:", Core.Documents.Collections.All.Where(c => !document.Contains($"`{c}`")));
    }

    [Fact]
    public void Every_project_has_its_row() => Findings.None(
        "docs/architecture.md lacks projects:",
        Repository.Projects.Select(p => Path.GetDirectoryName(p)!).Where(p => p.StartsWith("src/", StringComparison.Ordinal))
            .Where(p => !File.ReadAllText(Repository.FullPath("docs/architecture.md")).Contains($"`{p}`")));
}
