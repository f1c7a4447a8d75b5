using System.Xml.Linq;
using Pipeline.Architecture.Tests.Source;

namespace Pipeline.Architecture.Tests;

/// <summary>Every public type and member is documented: the compiler checks it, as long as nobody turns that off.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_compiler_refuses_what_is_not_documented()
    {
        XElement[] properties = [.. XDocument.Load(Repository.FullPath("Directory.Build.props")).Descendants("PropertyGroup")];
        XElement always = properties.First(g => g.Attribute("Condition") is null);
        Assert.Equal("true", (string?)always.Element("GenerateDocumentationFile"));
        Assert.Equal("true", (string?)always.Element("TreatWarningsAsErrors"));
        Assert.Equal("enable", (string?)always.Element("Nullable"));
        XElement[] without = [.. properties.Where(g => (string?)g.Element("GenerateDocumentationFile") == "false")];
        Assert.Equal("'$(IsTestProject)' == 'true' Or '$(MSBuildProjectName)' == 'Pipeline.Testing'", (string?)Assert.Single(without).Attribute("Condition"));
    }

    [Fact]
    public void Nobody_turns_that_off()
    {
        string[] switches = ["CS" + "1591", "disable " + "1591"];
        string[] kinds = [".cs", ".csproj", ".props", ".targets", ".editorconfig", ".globalconfig"];
        IEnumerable<string> hidden = Directory.EnumerateFiles(Repository.Root, ".*config").Select(Path.GetFileName)!;
        Findings.None(
            "Undocumented members are allowed again:",
            from file in Repository.Files.Where(f => kinds.Contains(Path.GetExtension(f))).Concat(hidden).Distinct()
            let text = File.ReadAllText(Repository.FullPath(file))
            where switches.Any(text.Contains) || (file.EndsWith(".csproj", StringComparison.Ordinal) && text.Contains("GenerateDocumentationFile"))
            select file);
    }

    [Fact]
    public void Every_product_ships_its_documentation()
    {
        string[] products = ["Pipeline.Core", "Pipeline.Log", "Pipeline.Store", "Pipeline.Engine", "Pipeline.Reference", "Pipeline.Generator", "Pipeline.Import"];
        Findings.None(
            "The documentation file is missing beside an assembly:",
            products.Where(p => !File.Exists(Path.Combine(AppContext.BaseDirectory, p + ".xml"))));
    }
}
