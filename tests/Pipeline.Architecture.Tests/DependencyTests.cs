using System.Xml.Linq;
using Pipeline.Architecture.Tests.Source;

namespace Pipeline.Architecture.Tests;

/// <summary>Core ← adapters ← engines ← (Web, Cli, Silo).</summary>
public sealed class DependencyTests
{
    private const string Core = "Pipeline.Core";

    private static readonly string[] Adapters =
        ["Pipeline.Log", "Pipeline.Store", "Pipeline.Postgres", "Pipeline.Kafka", "Pipeline.Elasticsearch"];

    private static readonly string[] Engines = ["Pipeline.Engine", "Pipeline.Grains", "Pipeline.Grains.Abstractions"];

    /// <summary>What a project may reference of ours. A new project is given its place here.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [Core] = [],
        ["Pipeline.Log"] = [Core],
        ["Pipeline.Store"] = [Core],
        ["Pipeline.Postgres"] = [Core],
        ["Pipeline.Kafka"] = [Core],
        ["Pipeline.Elasticsearch"] = [Core],
        ["Pipeline.Generator"] = [Core],
        ["Pipeline.Import"] = [Core],
        ["Pipeline.Reference"] = [Core],
        ["Pipeline.Engine"] = [Core, .. Adapters],
        ["Pipeline.Grains.Abstractions"] = [Core],
        ["Pipeline.Grains"] = [Core, .. Adapters, "Pipeline.Grains.Abstractions"],
        ["Pipeline.Web"] = [Core, .. Adapters, .. Engines],
        ["Pipeline.Cli"] = [Core, .. Adapters, .. Engines, "Pipeline.Generator", "Pipeline.Import", "Pipeline.Reference", "Pipeline.Web"],
        ["Pipeline.Silo"] = [Core, .. Adapters, .. Engines, "Pipeline.Web"],
    };

    [Fact]
    public void Projects_reference_only_what_stands_below_them() => Findings.None(
        "Core ← adapters ← engines ← (Web, Cli, Silo):",
        from project in Products()
        let name = Path.GetFileNameWithoutExtension(project)
        from reference in References(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))
        where !Allowed.TryGetValue(name, out string[]? allowed) || !allowed.Contains(reference)
        select $"{project} references {reference}");

    [Fact]
    public void Core_references_nothing_but_the_framework()
    {
        string project = Products().Single(p => Path.GetFileNameWithoutExtension(p) == Core);
        string[] kinds = ["ProjectReference", "PackageReference", "Reference", "FrameworkReference"];
        Findings.None("Core references nothing but the framework:", kinds.SelectMany(k => References(project, k)));
        Findings.None(
            "Core's assembly needs nothing but the framework:",
            CompiledAssembly.Of(Core).References.Where(r => !r.StartsWith("System.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_reference_knows_of_core_only_events_and_settings()
    {
        string[] known = ["Pipeline.Core.Events", "Pipeline.Core.Settings"];
        Findings.None(
            "The reference shares no code with the fold beyond the event types and the settings:",
            CompiledAssembly.Of("Pipeline.Reference").Types
                .Where(t => t.StartsWith(Core + ".", StringComparison.Ordinal) && !known.Contains(t[..t.LastIndexOf('.')])));
    }

    [Fact]
    public void Every_product_has_its_place_in_the_rule() => Findings.None(
        "A project is missing in this test's table:",
        Products().Where(p => !Allowed.ContainsKey(Path.GetFileNameWithoutExtension(p))));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Repository.FullPath("Orleans.Pipeline.sln")).Replace('\\', '/');
        Findings.None("A project is missing in the solution:", Repository.Projects.Where(p => !solution.Contains(p)));
    }

    private static IEnumerable<string> Products() =>
        Repository.Projects.Where(p => !p.StartsWith("tests/", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.FullPath(project)).Descendants(kind).Select(r => (string?)r.Attribute("Include") ?? "");
}
