using System.Text;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Tests.Settings;

public sealed class SettingsReaderTests
{
    private const string Steps = """[{"event":"product_view"},{"event":"purchase"}]""";

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"horizon":null,"funnels":null,"epochs":null,"log":{"retention_bytes":null},"late":{}}""")]
    [InlineData("\uFEFF{}")]
    public void Everything_is_optional(string json)
    {
        PipelineSettings settings = Good(json);
        PipelineSettings defaults = new();
        Assert.Empty(FoldSettingsComparer.Differences(defaults.Fold, settings.Fold));
        Assert.Equal(defaults with { Fold = settings.Fold }, settings);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        PipelineSettings settings = Good("""
            {
              "$schema": "settings.schema.json", "horizon": "40d", "session_gap": "90s", "funnels": [],
              "epochs": {"interval": "20ms", "backlog_interval": "3s"},
              "snapshots": {"recovery_budget": "5s", "at_least_every": "10m"},
              "log": {"segment_bytes": 1048576, "retention_bytes": 2097152, "retention_age": "7d", "durability": "buffered"},
              "dead_letters": {"retention_age": "30d"}, "late": {"retention_age": "1m"}
            }
            """);
        Assert.Equal((40 * 86_400_000L, 90_000L), (settings.Fold.HorizonMilliseconds, settings.Fold.SessionGapMilliseconds));
        Assert.Empty(settings.Fold.Funnels);
        Assert.Equal(new EpochSettings { IntervalMilliseconds = 20, BacklogIntervalMilliseconds = 3_000 }, settings.Epochs);
        Assert.Equal(new SnapshotSettings { RecoveryBudgetMilliseconds = 5_000, AtLeastEveryMilliseconds = 600_000 }, settings.Snapshots);
        Assert.Equal(
            new LogSettings { SegmentBytes = 1 << 20, RetentionBytes = 2 << 20, RetentionAgeMilliseconds = 7 * 86_400_000L, Durability = LogDurability.Buffered },
            settings.Log);
        Assert.Equal(30 * 86_400_000L, settings.DeadLetters.RetentionAgeMilliseconds);
        Assert.Equal(60_000, settings.Late.RetentionAgeMilliseconds);
    }

    [Fact]
    public void A_funnel_with_every_option_is_read()
    {
        FunnelDefinition funnel = Assert.Single(Good("""
            {"funnels": [{
              "name": "Grüße", "window": "366d", "order": "any", "hold": ["product_id", "category"],
              "steps": [{"event": "page_view", "where": {"page": "/sale", "country": "DE"}}, {"event": "add_to_cart"}, {"event": "refund"}],
              "exclude": [{"event": "purchase", "where": {"currency": "EUR"}, "between": [1, 2]}, {"event": "refund"}]
            }]}
            """).Fold.Funnels);
        Assert.Equal(("Grüße", 366 * 86_400_000L, FunnelOrder.Any), (funnel.Name, funnel.WindowMilliseconds, funnel.Order));
        Assert.Equal([FunnelField.Category, FunnelField.ProductId], funnel.Hold);
        Assert.Equal([EventType.PageView, EventType.AddToCart, EventType.Refund], funnel.Steps.Select(step => step.Event));
        Assert.Equal("/sale", funnel.Steps[0].Where[FunnelField.Page]);
        Assert.Equal("DE", funnel.Steps[0].Where[FunnelField.Country]);
        Assert.Equal((1, 2), (funnel.Exclude[0].From, funnel.Exclude[0].To));
        Assert.Equal("EUR", funnel.Exclude[0].Match.Where[FunnelField.Currency]);
        Assert.Equal((1, 3), (funnel.Exclude[1].From, funnel.Exclude[1].To));
    }

    [Theory]
    [InlineData("[]", "$")]
    [InlineData("""{"horizon":"1 h"}""", "$.horizon")]
    [InlineData("""{"horizon":"-1h"}""", "$.horizon")]
    [InlineData("""{"horizon":"1.5h"}""", "$.horizon")]
    [InlineData("""{"horizon":"01h"}""", "$.horizon")]
    [InlineData("""{"horizon":"367d"}""", "$.horizon")]
    [InlineData("""{"horizon":"50ms"}""", "$.horizon")]
    [InlineData("""{"horizon":3600}""", "$.horizon")]
    [InlineData("""{"horizon":"9999999999999999999h"}""", "$.horizon")]
    [InlineData("""{"session_gap":"0s"}""", "$.session_gap")]
    [InlineData("""{"epochs":{"interval":"0ms"}}""", "$.epochs.interval")]
    [InlineData("""{"epochs":{"interval":"2s","backlog_interval":"1s"}}""", "$.epochs.backlog_interval")]
    [InlineData("""{"epochs":[]}""", "$.epochs")]
    [InlineData("""{"log":{"segment_bytes":1000}}""", "$.log.segment_bytes")]
    [InlineData("""{"log":{"segment_bytes":"128M"}}""", "$.log.segment_bytes")]
    [InlineData("""{"log":{"durability":"Durable"}}""", "$.log.durability")]
    [InlineData("""{"log":{"segment bytes":1}}""", "$.log[\"segment bytes\"]")]
    [InlineData("""{"horizn":"1h"}""", "$.horizn")]
    [InlineData("""{"horizon":"1h","horizon":"1h"}""", "$.horizon")]
    [InlineData("""{"$schema":1}""", "$.$schema")]
    [InlineData("""{"funnels":{}}""", "$.funnels")]
    [InlineData("""{"funnels":[7]}""", "$.funnels[0]")]
    public void A_mistake_is_named_with_its_path(string json, string path)
    {
        SettingsMistake mistake = Assert.Single(Bad(json));
        Assert.Equal(path, mistake.Path);
        Assert.NotEmpty(mistake.Found);
        Assert.NotEmpty(mistake.Allowed);
    }

    [Theory]
    [InlineData("\"window\":\"1h\"", "", ".name")]
    [InlineData("\"name\":\"\",\"window\":\"1h\"", "", ".name")]
    [InlineData("\"name\":\"a|b\",\"window\":\"1h\"", "", ".name")]
    [InlineData("\"name\":\"a\\u007f\",\"window\":\"1h\"", "", ".name")]
    [InlineData("\"name\":\"ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ\",\"window\":\"1h\"", "", ".name")]
    [InlineData("\"name\":\"a\"", "", ".window")]
    [InlineData("\"name\":\"a\",\"window\":\"8785h\"", "", ".window")]
    [InlineData("\"name\":\"a\",\"window\":\"0s\"", "", ".window")]
    [InlineData("\"name\":\"a\",\"window\":\"1000ms\"", "", ".window")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"order\":\"loose\"", ".order")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"hold\":[\"product_id\",\"product_id\"]", ".hold[1]")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"hold\":[\"user_id\"]", ".hold[0]")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"hold\":\"product_id\"", ".hold")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"exclude\":[{\"event\":\"refund\",\"between\":[1,3]}]", ".exclude[0].between")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"exclude\":[{\"event\":\"refund\",\"between\":[0,2]}]", ".exclude[0].between")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"exclude\":[{\"event\":\"refund\",\"between\":[2,2]}]", ".exclude[0].between")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"exclude\":[{\"event\":\"refund\",\"between\":[1.5,2]}]", ".exclude[0].between")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"exclude\":[{\"event\":\"refund\",\"where\":{\"category\":7}}]", ".exclude[0].where.category")]
    [InlineData("\"name\":\"a\",\"window\":\"1h\"", ",\"exclude\":[{}]", ".exclude[0].event")]
    public void A_funnels_mistake_is_named_with_its_path(string before, string after, string path)
    {
        SettingsMistake mistake = Assert.Single(Bad($$"""{"funnels":[{{{before}},"steps":{{Steps}}{{after}}}]}"""));
        Assert.Equal("$.funnels[0]" + path, mistake.Path);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        IReadOnlyList<SettingsMistake> mistakes = Bad($$"""
            {"horizon": "soon", "colour": 1, "log": {"durability": 7},
             "funnels": [
               {"name": "a", "window": "1h", "steps": {{Steps}}},
               {"name": "a", "window": "1h", "steps": [{"event": "product_vew"}, {"evnt": "purchase"}]},
               {"name": "b", "window": "1h", "steps": [{"event": "purchase"}]}]}
            """);
        Assert.Equal(
            [
                "$.colour", "$.funnels[1].name", "$.funnels[1].steps[0].event", "$.funnels[1].steps[1].event",
                "$.funnels[1].steps[1].evnt", "$.funnels[2].steps", "$.horizon", "$.log.durability",
            ],
            mistakes.Select(mistake => mistake.Path).Order(StringComparer.Ordinal));
        Assert.Contains("did you mean product_view?", mistakes.Single(m => m.Path.EndsWith("[0].event", StringComparison.Ordinal)).Allowed, StringComparison.Ordinal);
        Assert.Contains("did you mean event?", mistakes.Single(m => m.Path.EndsWith("evnt", StringComparison.Ordinal)).Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "line 1, column 1")]
    [InlineData("{\n  \"horizon\": \"1h\",\n}", "line 3, column 1")]
    [InlineData("{\n  // why\n}", "line 2, column 3")]
    [InlineData("{\n\"late\": {}, \"größe\": tru }", "line 2, column 2")]
    [InlineData("{\"horizon\": \"\\ud800\"}", "line 1, column 13")]
    [InlineData("{} {}", "line 1, column 4")]
    public void Broken_JSON_is_named_with_line_and_column(string json, string where)
    {
        SettingsMistake mistake = Assert.Single(Bad(json));
        Assert.Equal("$", mistake.Path);
        Assert.Contains(where, mistake.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_text_at_all_is_refused()
    {
        Assert.Single(SettingsReader.Read([0x7B, 0xFF, 0x7D]).Mistakes);
        Assert.Single(SettingsReader.Read(new byte[5 << 20]).Mistakes);
        Assert.Single(Bad(new string('[', 100_000)));
    }

    [Fact]
    public void Mistakes_are_bounded()
    {
        string json = "{\"funnels\":[" + string.Join(',', Enumerable.Repeat("{\"x\":1,\"y\":2,\"z\":3}", 100)) + "]}";
        Assert.InRange(Bad(json).Count, 100, 200);
    }

    private static PipelineSettings Good(string json)
    {
        SettingsResult result = SettingsReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(result.Mistakes);
        return result.Settings!;
    }

    private static IReadOnlyList<SettingsMistake> Bad(string json)
    {
        SettingsResult result = SettingsReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.False(result.IsValid);
        Assert.Null(result.Settings);
        return result.Mistakes;
    }
}
