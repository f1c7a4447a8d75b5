using System.Text;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;

namespace Pipeline.Core.Tests.Settings;

public sealed class FoldSettingsTests
{
    private static readonly FunnelDefinition Rich = new(
        "a \"b\" ü",
        [new EventMatch(EventType.PageView, Where((FunnelField.Page, "/x"), (FunnelField.Country, "DE"))), EventMatch.Of(EventType.Refund)],
        1_500,
        FunnelOrder.Strict,
        [FunnelField.ProductId, FunnelField.Category],
        [new FunnelExclusion(EventMatch.Of(EventType.Purchase), 1, 2)]);

    [Fact]
    public void The_canonical_form_does_not_change()
    {
        const string Expected = """
            {"funnels":[{"exclude":[],"hold":[],"name":"purchase","order":"sequential","steps":[{"event":"product_view","where":{}},{"event":"add_to_cart","where":{}},{"event":"purchase","where":{}}],"window":"1d"},{"exclude":[],"hold":["product_id"],"name":"product-purchase","order":"sequential","steps":[{"event":"product_view","where":{}},{"event":"add_to_cart","where":{}},{"event":"purchase","where":{}}],"window":"1d"}],"horizon":"1h","session_gap":"30m"}
            """;
        Assert.Equal(Expected.Trim(), Encoding.UTF8.GetString(SettingsWriter.Canonical(new FoldSettings())));
    }

    [Fact]
    public void What_was_stored_is_read_back()
    {
        FoldSettings settings = new() { HorizonMilliseconds = 0, SessionGapMilliseconds = 1_234, Funnels = [Rich, .. FunnelDefinition.Defaults] };
        byte[] stored = SettingsWriter.Canonical(settings);
        SettingsResult read = SettingsReader.ReadStored(stored);
        Assert.True(read.IsValid, string.Join('\n', read.Mistakes));
        Assert.Equal(stored, SettingsWriter.Canonical(read.Settings.Fold));
        Assert.Empty(FoldSettingsComparer.Differences(settings, read.Settings.Fold));
    }

    [Fact]
    public void The_order_of_conditions_and_held_fields_means_nothing()
    {
        FunnelDefinition turned = Rich with
        {
            Hold = [FunnelField.Category, FunnelField.ProductId],
            Steps = [new EventMatch(EventType.PageView, Where((FunnelField.Country, "DE"), (FunnelField.Page, "/x"))), Rich.Steps[1]],
        };
        FoldSettings one = new() { Funnels = [Rich] }, other = new() { Funnels = [turned] };
        Assert.Empty(FoldSettingsComparer.Differences(one, other));
        Assert.Equal(SettingsWriter.Canonical(one), SettingsWriter.Canonical(other));
    }

    public static TheoryData<string, string, string, string> Changes() => new()
    {
        { "window", "$.funnels[\"f\"].window", "1h", "2h" },
        { "order", "$.funnels[\"f\"].order", "sequential", "any" },
        { "hold", "$.funnels[\"f\"].hold", "nothing", "country, product_id" },
        { "step", "$.funnels[\"f\"].steps[1]", "{\"event\":\"purchase\",\"where\":{}}", "{\"event\":\"purchase\",\"where\":{\"currency\":\"EUR\"}}" },
        { "steps", "$.funnels[\"f\"].steps", "2 steps", "3 steps" },
        { "exclude", "$.funnels[\"f\"].exclude", "0 exclusions", "1 exclusions" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_difference_in_a_funnel_is_named(string what, string path, string stored, string given)
    {
        FunnelDefinition f = new(
            "f", [EventMatch.Of(EventType.ProductView), EventMatch.Of(EventType.Purchase)], 3_600_000, FunnelOrder.Sequential, [], []);
        FunnelDefinition changed = what switch
        {
            "window" => f with { WindowMilliseconds = 7_200_000 },
            "order" => f with { Order = FunnelOrder.Any },
            "hold" => f with { Hold = [FunnelField.ProductId, FunnelField.Country] },
            "step" => f with { Steps = [f.Steps[0], new EventMatch(EventType.Purchase, Where((FunnelField.Currency, "EUR")))] },
            "steps" => f with { Steps = [.. f.Steps, EventMatch.Of(EventType.Refund)] },
            _ => f with { Exclude = [new FunnelExclusion(EventMatch.Of(EventType.Refund), 1, 2)] },
        };
        FoldSettings one = new() { Funnels = [f] }, other = new() { Funnels = [changed] };
        Assert.Equal(new SettingsDifference(path, stored, given), Assert.Single(FoldSettingsComparer.Differences(one, other)));
        Assert.NotEqual(SettingsWriter.Canonical(one), SettingsWriter.Canonical(other));
    }

    [Fact]
    public void Other_differences_are_named()
    {
        FoldSettings stored = new();
        FoldSettings given = new() { HorizonMilliseconds = 40 * 86_400_000L, Funnels = [Rich, FunnelDefinition.Defaults[1]] };
        Assert.Equal(
            ["$.horizon", "$.funnels[\"purchase\"]", "$.funnels[\"a \\u0022b\\u0022 \\u00FC\"]"],
            FoldSettingsComparer.Differences(stored, given).Select(difference => difference.Path));

        FoldSettings turned = new() { Funnels = [FunnelDefinition.Defaults[1], FunnelDefinition.Defaults[0]] };
        SettingsDifference order = Assert.Single(FoldSettingsComparer.Differences(stored, turned));
        Assert.Equal("the order purchase, product-purchase", order.Stored);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(50, "50ms")]
    [InlineData(90_000, "90s")]
    [InlineData(5_400_000, "90m")]
    [InlineData(86_400_000, "1d")]
    public void Durations_are_written_and_read(long milliseconds, string text)
    {
        Assert.Equal(text, DurationText.Format(milliseconds));
        Assert.True(DurationText.TryParse(text, DurationUnits.Milliseconds, out long read));
        Assert.Equal(milliseconds, read);
    }

    private static Dictionary<FunnelField, string> Where(params (FunnelField Field, string Text)[] conditions) =>
        conditions.ToDictionary(condition => condition.Field, condition => condition.Text);
}
