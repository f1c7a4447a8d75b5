using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Cli.Tests.Documents;
using Pipeline.Core.Catalogue;
using Pipeline.Core.Documents;

namespace Pipeline.Cli.Tests.Querying;

/// <summary>The catalogue explains every field that is exported, and says only what <c>docs/semantics.md</c> says.</summary>
public sealed partial class FieldCatalogueTests
{
    private static readonly string Semantics = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "semantics.md"));
    private static readonly string Golden = Path.Combine(RepositoryRoot.Path, "tests", "Pipeline.Engine.Tests", "Golden", "Small", "expected");

    public static TheoryData<string> Collections => [.. Core.Documents.Collections.All];

    [Fact]
    public void It_has_the_collections_of_an_export() => Assert.Equal(Core.Documents.Collections.All, FieldCatalogue.Collections.Select(c => c.Name));

    [Theory]
    [MemberData(nameof(Collections))]
    public void It_has_the_fields_of_the_semantics(string collection)
    {
        string row = Semantics.Split('\n').First(l => l.StartsWith("| `", StringComparison.Ordinal) && l.Split('|')[1].Contains($"`{collection}`"));
        string fields = Row().Match(row).Groups["fields"].Value.Replace("{}", "", StringComparison.Ordinal);
        string[] written = [.. Within().Replace(fields, "").Split(';')[0].Split(',').Select(f => f.Trim().TrimEnd('[', ']')).Order(StringComparer.Ordinal)];
        string[] known = [.. FieldCatalogue.Collection(collection)!.Fields.Select(f => f.Name.Split('.')[0]).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(written, known);
    }

    [Theory]
    [MemberData(nameof(Collections))]
    public void It_has_every_field_of_the_golden_documents(string collection)
    {
        CollectionInfo info = FieldCatalogue.Collection(collection)!;
        string[] documents = File.ReadAllLines(Path.Combine(Golden, collection + ".ndjson"));
        Assert.NotEmpty(documents);
        foreach (JsonProperty property in documents.SelectMany(d => JsonDocument.Parse(d).RootElement.EnumerateObject()).Where(p => p.Name != "_id"))
        {
            FieldInfo[] fields = [.. info.Fields.Where(f => f.Name == property.Name)];
            if (fields.Length == 1) Assert.True(Fits(fields[0].Kind, property.Value), $"{collection}.{property.Name} is no {fields[0].Kind}: {property.Value}");
            else Assert.Equal(
                property.Value.EnumerateObject().Select(p => $"{property.Name}.{p.Name}").Order(StringComparer.Ordinal),
                info.Fields.Select(f => f.Name).Where(n => n.StartsWith(property.Name + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void What_fixes_a_field_stands_in_its_section()
    {
        string[] sections = Semantics.Split("\n## ");
        foreach ((CollectionInfo collection, FieldInfo field) in FieldCatalogue.Collections.SelectMany(c => c.Fields.Select(f => (c, f))))
        {
            string section = Spaces().Replace(sections.Single(s => s.StartsWith($"{field.Section}. ", StringComparison.Ordinal)), " ");
            Assert.True(section.Contains(field.Passage, StringComparison.Ordinal), $"{collection.Name}.{field.Name}: §{field.Section} lacks '{field.Passage}'");
            Assert.EndsWith(".", field.Definition, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_does_not_add_up_says_what_to_use_instead() => Assert.All(
        FieldCatalogue.Collections.SelectMany(c => c.Fields.Select(f => (Collection: c, Field: f))),
        row =>
        {
            Assert.Equal(row.Field.Merge is FieldMerge.Distinct or FieldMerge.Percentile or FieldMerge.Single, row.Field.Instead is not null);
            Assert.Equal(row.Field.Merge is FieldMerge.Quotient, row.Field.Part is not null && row.Field.Whole is not null);
            if (row.Field.Part is { } part) Assert.Contains(row.Collection.Fields, f => f.Name == part && f.Merge is FieldMerge.Sum);
            if (row.Field.Whole is { } whole) Assert.Contains(row.Collection.Fields, f => f.Name == whole && f.Merge is FieldMerge.Sum);
            Assert.Equal(row.Collection.Time is null, row.Collection.Width == 0);
            Assert.Equal(row.Collection.Time is null, row.Collection.Ranges is not null);
        });

    private static bool Fits(FieldKind kind, JsonElement value) => kind switch
    {
        FieldKind.Text or FieldKind.Rate or FieldKind.Instant => value.ValueKind is JsonValueKind.String or JsonValueKind.Null,
        FieldKind.Bucket or FieldKind.Day or FieldKind.Bytes => value.ValueKind is JsonValueKind.String,
        FieldKind.Texts or FieldKind.Counts or FieldKind.Attempts => value.ValueKind is JsonValueKind.Array,
        FieldKind.Money => value.ValueKind is JsonValueKind.Object,
        _ => value.ValueKind is JsonValueKind.Number,
    };

    /// <summary>The last column of a row; a <c>\|</c> in another is no border.</summary>
    [GeneratedRegex(@"(?<!\\)\|(?<fields>(\\\||[^|])+)(?<!\\)\|\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"\([^)]*\)|\{[^}]*\}")]
    private static partial Regex Within();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
