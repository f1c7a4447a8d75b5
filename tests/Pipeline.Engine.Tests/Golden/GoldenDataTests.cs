using System.Globalization;
using System.Text.Json;
using Pipeline.Core.Documents;
using Pipeline.Core.Settings;
using Pipeline.Testing.Data;
using Pipeline.Testing.Streams;

namespace Pipeline.Engine.Tests.Golden;

/// <summary>Real data sets: one hash per collection whatever the partitions, shards and order of arrival, and the figures published elsewhere.</summary>
public sealed class GoldenDataTests(GoldenUci uci) : IClassFixture<GoldenUci>
{
    private const long Hour = 3_600_000;
    private const decimal RejectedPrice = 11_062.06m;

    private static JsonElement Expected(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(DataSets.Expected())).RootElement.GetProperty(name);

    private static decimal Money(JsonElement document, string currency) =>
        document.GetProperty("revenue").TryGetProperty(currency, out JsonElement sum) ? Parse(sum.GetString()!) : 0;

    private static decimal Parse(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(JsonElement document, string field) => document.GetProperty(field).GetString()!;

    [Fact]
    public void Uci_equals_the_reference_byte_for_byte()
    {
        string[] others = [.. Collections.All.Where(name => uci.Reference[name] != uci.FileOrder.Hashes[name])];
        Assert.True(others.Length == 0, $"other bytes than the reference in {string.Join(", ", others)}");
    }

    [Theory]
    [InlineData(1, 32)]
    [InlineData(2, 1)]
    [InlineData(2, 32)]
    [InlineData(7, 1)]
    [InlineData(7, 32)]
    public void Uci_in_file_order(int partitions, int shards)
    {
        string path = DataSets.Uci();
        GoldenExport.AssertSame(
            uci.FileOrder,
            GoldenExport.Of(() => File.OpenRead(path), new FoldSettings(), partitions, shards),
            $"{partitions} partitions, {shards} shards");
    }

    [Theory]
    [InlineData(1, 1, 11)]
    [InlineData(1, 32, 12)]
    [InlineData(2, 1, 13)]
    [InlineData(2, 32, 14)]
    [InlineData(7, 1, 15)]
    [InlineData(7, 32, 16)]
    public void Uci_shuffled_inside_the_horizon(int partitions, int shards, int seed)
    {
        List<MadeRecord> shuffled = HorizonShuffle.Shuffle(uci.Records, seed, Hour);
        Assert.False(shuffled.SequenceEqual(uci.Records), $"seed {seed} shuffled nothing");
        GoldenExport.AssertSame(
            uci.FileOrder,
            GoldenExport.Of(() => GoldenUci.ToStream(shuffled), new FoldSettings(), partitions, shards),
            $"shuffled with seed {seed}, {partitions} partitions, {shards} shards");
    }

    [Fact]
    public void Uci_comes_to_the_published_figures()
    {
        JsonElement expected = Expected("uci_online_retail");
        List<JsonElement> days = uci.FileOrder.Documents[Collections.SiteDays];
        Assert.Equal("541909 541907 0 0 2", uci.FileOrder.Ledger);
        Assert.Equal(2, uci.FileOrder.Documents[Collections.DeadLetters].Count);
        Assert.Equal(9_769_872.054m, days.Sum(day => Money(day, "GBP")));
        Assert.Equal(expected.GetProperty("days").GetInt32(), days.Count);
        Assert.Equal(expected.GetProperty("stock_codes").GetInt32(), uci.FileOrder.Documents[Collections.Products].Count);
        var months = days.GroupBy(day => Text(day, "bucket")[..7]).ToDictionary(group => group.Key, group => group.Sum(day => Money(day, "GBP")));
        foreach (JsonProperty month in expected.GetProperty("by_month").EnumerateObject())
            Assert.Equal(Parse(month.Value.GetString()!) + (month.Name == "2011-08" ? 2 * RejectedPrice : 0), months[month.Name]);
        JsonElement best = days.MaxBy(day => Money(day, "GBP"));
        Assert.Equal(Text(expected, "best_day"), Text(best, "bucket")[..10]);
        Assert.Equal(Parse(Text(expected, "best_day_revenue")), Money(best, "GBP"));
        decimal germany = uci.FileOrder.Documents[Collections.GeoDays].Where(d => Text(d, "country") == "DE").Sum(d => Money(d, "GBP"));
        Assert.Equal(Parse(expected.GetProperty("top_countries").EnumerateArray().Single(c => c[0].GetString() == "Germany")[1].GetString()!), germany);
    }

    [Fact]
    public void Otto_at_every_layout_and_shuffled()
    {
        string path = DataSets.Otto();
        GoldenExport first = GoldenExport.Of(() => File.OpenRead(path), new FoldSettings(), 1, 1, Collections.Users);
        Assert.Equal("862 862 0 0 0", first.Ledger);
        Assert.Equal(20, first.Documents[Collections.Users].Count);
        List<MadeRecord> records = GoldenUci.Read(path);
        int seed = 20;
        foreach (int partitions in (int[])[1, 2, 7])
        {
            foreach (int shards in (int[])[1, 32])
            {
                string layout = $"{partitions} partitions, {shards} shards";
                GoldenExport.AssertSame(first, GoldenExport.Of(() => File.OpenRead(path), new FoldSettings(), partitions, shards), layout);
                List<MadeRecord> shuffled = HorizonShuffle.Shuffle(records, ++seed, Hour);
                GoldenExport.AssertSame(
                    first,
                    GoldenExport.Of(() => GoldenUci.ToStream(shuffled), new FoldSettings(), partitions, shards),
                    $"shuffled with seed {seed}, {layout}");
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 32)]
    public void Elastic_orders_with_a_horizon_of_forty_days(int partitions, int shards)
    {
        JsonElement expected = Expected("elastic_ecommerce");
        string path = DataSets.Elastic();
        GoldenExport export = GoldenExport.Of(
            () => File.OpenRead(path), new FoldSettings { HorizonMilliseconds = 40 * 24 * Hour }, partitions, shards, Collections.SiteDays, Collections.Users);
        Assert.Equal("10087 10087 0 0 0", export.Ledger);
        Assert.Equal(350_859.0400m, export.Documents[Collections.SiteDays].Sum(day => Money(day, "EUR")));
        Assert.Equal(Parse(Text(expected, "exact_revenue_eur")), export.Documents[Collections.Users].Sum(user => Money(user, "EUR")));
        Assert.Equal(expected.GetProperty("customers").GetInt32(), export.Documents[Collections.Users].Count);
    }
}
