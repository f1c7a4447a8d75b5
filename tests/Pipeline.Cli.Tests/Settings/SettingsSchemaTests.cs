using System.Text;
using NJsonSchema;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Tests.Settings;

public sealed class SettingsSchemaTests
{
    private const string Steps = "\"steps\":[{\"event\":\"product_view\"},{\"event\":\"purchase\"}]";

    private static readonly string Docs = Path.Combine(Root(), "docs");

    public static TheoryData<string> Files() =>
    [
        "{}",
        "[]",
        """{"horizon":"0s"}""", """{"horizon":"366d"}""", """{"horizon":"367d"}""", """{"horizon":"8784h"}""", """{"horizon":"8785h"}""",
        """{"horizon":"31622400s"}""", """{"horizon":"31622401s"}""", """{"horizon":"00s"}""", """{"horizon":"1w"}""", """{"horizon":"5ms"}""", """{"horizon":1}""", """{"horizon":null}""",
        """{"session_gap":"0m"}""", """{"session_gap":"1s"}""", """{"session_gap":"30M"}""", """{"session_gap":" 30m"}""",
        """{"epochs":{"interval":"1ms"}}""", """{"epochs":{"interval":"0ms"}}""", """{"epochs":{"interval":"1m"}}""", """{"epochs":{"interval":"61s"}}""", """{"epochs":{"interval":"60000ms"}}""", """{"epochs":{"interval":"60001ms"}}""", """{"epochs":{"every":"1s"}}""",
        """{"snapshots":{"recovery_budget":"1h"}}""", """{"snapshots":{"recovery_budget":"61m"}}""", """{"snapshots":{"at_least_every":"24h"}}""", """{"snapshots":{"at_least_every":"2d"}}""",
        """{"log":{"segment_bytes":1048576}}""", """{"log":{"segment_bytes":1048575}}""", """{"log":{"segment_bytes":1073741825}}""", """{"log":{"segment_bytes":"1"}}""", """{"log":{"segment_bytes":null}}""",
        """{"log":{"retention_bytes":1125899906842624}}""", """{"log":{"retention_bytes":1125899906842625}}""", """{"log":{"retention_bytes":0}}""",
        """{"log":{"retention_age":"60s"}}""", """{"log":{"retention_age":"59s"}}""", """{"log":{"retention_age":"3660d"}}""", """{"log":{"retention_age":"3661d"}}""", """{"log":{"retention_age":"0d"}}""",
        """{"log":{"durability":"buffered"}}""", """{"log":{"durability":"none"}}""", """{"log":{"durability":null}}""", """{"late":{"retention_age":"2m"}}""", """{"late":{"keep":"2m"}}""", """{"dead_letters":[]}""", """{"dead_letters":null}""",
        """{"Horizon":"1h"}""", """{"$schema":"x"}""", """{"$schema":7}""",
        """{"funnels":[]}""", """{"funnels":{}}""", """{"funnels":[null]}""",
        Funnel("\"name\":\"a\",\"window\":\"1h\""), Funnel("\"name\":\"a\""), Funnel("\"window\":\"1h\""), Funnel("\"name\":\"\",\"window\":\"1h\""), Funnel("\"name\":\"a|b\",\"window\":\"1h\""),
        Funnel("\"name\":\"a\\u0001\",\"window\":\"1h\""), Funnel("\"name\":7,\"window\":\"1h\""), Funnel($"\"name\":\"{new string('n', 64)}\",\"window\":\"1h\""), Funnel($"\"name\":\"{new string('n', 65)}\",\"window\":\"1h\""),
        Funnel("\"name\":\"a\",\"window\":\"0s\""), Funnel("\"name\":\"a\",\"window\":null"), Funnel("\"name\":\"a\",\"window\":\"366d\""), Funnel("\"name\":\"a\",\"window\":\"1h\",\"note\":1"),
        Option("\"order\":\"strict\""), Option("\"order\":\"STRICT\""), Option("\"order\":null"), Option("\"hold\":[]"), Option("\"hold\":[\"page\",\"referrer\",\"product_name\",\"currency\",\"country\",\"category\",\"product_id\"]"),
        Option("\"hold\":[\"page\",\"page\"]"), Option("\"hold\":[\"price\"]"), Option("\"hold\":null"), Option("\"exclude\":[]"), Option("\"exclude\":[{\"event\":\"refund\"}]"), Option("\"exclude\":[{\"event\":\"refunds\"}]"), Option("\"exclude\":[{}]"),
        Option("\"exclude\":[{\"event\":\"refund\",\"between\":[1,2]}]"), Option("\"exclude\":[{\"event\":\"refund\",\"between\":[0,2]}]"), Option("\"exclude\":[{\"event\":\"refund\",\"between\":[1]}]"), Option("\"exclude\":[{\"event\":\"refund\",\"between\":[1,2,2]}]"), Option("\"exclude\":[{\"event\":\"refund\",\"between\":[1,9]}]"), Option("\"exclude\":[{\"event\":\"refund\",\"between\":null}]"),
        Option("\"exclude\":[{\"event\":\"refund\",\"where\":{\"category\":\"\"}}]"), Option("\"exclude\":[{\"event\":\"refund\",\"where\":{\"category\":null}}]"), Option("\"exclude\":[{\"event\":\"refund\",\"where\":{\"color\":\"red\"}}]"), Option("\"exclude\":[{\"event\":\"refund\",\"where\":null}]"),
        """{"funnels":[{"name":"a","window":"1h","steps":[{"event":"purchase"}]}]}""",
        """{"funnels":[{"name":"a","window":"1h","steps":[{"event":"purchase"},"refund"]}]}""",
        """{"funnels":[{"name":"a","window":"1h","steps":[{"event":"purchase"},{"event":"refund","where":{"currency":"EUR","page":"/x"}}]}]}""",
        """{"funnels":[{"name":"a","window":"1h","steps":[{"event":"purchase"},{"event":"refund","between":[1,2]}]}]}""",
        $$"""{"funnels":[{"name":"a","window":"1h","steps":[{{string.Join(',', Enumerable.Repeat("{\"event\":\"purchase\"}", 8))}}]}]}""",
        $$"""{"funnels":[{"name":"a","window":"1h","steps":[{{string.Join(',', Enumerable.Repeat("{\"event\":\"purchase\"}", 9))}}]}]}""",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Reader_and_schema_agree(string json)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(Docs, "settings.schema.json"), TestContext.Current.CancellationToken);
        SettingsResult read = SettingsReader.Read(Encoding.UTF8.GetBytes(json));
        string schemaSays = string.Join('\n', schema.Validate(json)), readerSays = string.Join('\n', read.Mistakes);
        Assert.True((schemaSays.Length == 0) == read.IsValid, $"schema: {schemaSays}\nreader: {readerSays}");
    }

    [Fact]
    public async Task The_example_conforms()
    {
        string json = await File.ReadAllTextAsync(Path.Combine(Docs, "settings.example.json"), TestContext.Current.CancellationToken);
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(Docs, "settings.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(json));
        SettingsResult read = SettingsReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(read.Mistakes);
        Assert.Equal(3, read.Settings!.Fold.Funnels.Count);
    }

    [Fact]
    public async Task The_defaults_conform_and_are_the_schemas()
    {
        string json = Encoding.UTF8.GetString(SettingsWriter.Canonical(new FoldSettings()));
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(Docs, "settings.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(json));

        PipelineSettings defaults = new();
        Assert.Equal(DurationText.Format(defaults.Fold.HorizonMilliseconds), Default("horizon"));
        Assert.Equal(DurationText.Format(defaults.Fold.SessionGapMilliseconds), Default("session_gap"));
        Assert.Equal(DurationText.Format(defaults.Epochs.IntervalMilliseconds), Default("epochs", "interval"));
        Assert.Equal(DurationText.Format(defaults.Epochs.BacklogIntervalMilliseconds), Default("epochs", "backlog_interval"));
        Assert.Equal(DurationText.Format(defaults.Snapshots.RecoveryBudgetMilliseconds), Default("snapshots", "recovery_budget"));
        Assert.Equal(DurationText.Format(defaults.Snapshots.AtLeastEveryMilliseconds), Default("snapshots", "at_least_every"));
        Assert.Equal(defaults.Log.SegmentBytes, Assert.IsType<long>(Default("log", "segment_bytes")));
        Assert.Equal("durable", Default("log", "durability"));

        object? Default(params string[] path)
        {
            JsonSchema at = schema;
            foreach (string key in path) at = at.Properties[key];
            return at.Default;
        }
    }

    [Fact]
    public async Task The_manual_names_every_setting()
    {
        string manual = await File.ReadAllTextAsync(Path.Combine(Docs, "settings.md"), TestContext.Current.CancellationToken);
        JsonSchema schema = await JsonSchema.FromFileAsync(Path.Combine(Docs, "settings.schema.json"), TestContext.Current.CancellationToken);
        foreach ((string key, JsonSchemaProperty property) in schema.Properties)
        {
            if (key == "$schema") continue;
            string[] names = property.Properties.Count == 0 ? [key] : [.. property.Properties.Keys.Select(inner => $"{key}.{inner}")];
            foreach (string name in names) Assert.Contains($"| `{name}` |", manual, StringComparison.Ordinal);
        }
    }

    private static string Funnel(string inside) => $$"""{"funnels":[{{{inside}},{{Steps}}}]}""";

    private static string Option(string inside) => Funnel($"\"name\":\"a\",\"window\":\"1h\",{inside}");

    private static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Orleans.Pipeline.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The repository's root is above the tests.");
    }
}
