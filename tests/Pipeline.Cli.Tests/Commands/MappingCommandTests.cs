using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Documents;
using Pipeline.Cli.Tests.Frame;
using Pipeline.Core.Documents;
using Pipeline.Testing.Data;

namespace Pipeline.Cli.Tests.Commands;

/// <summary>Other programs' files: <c>import --map</c>, <c>replay --map</c>, <c>map</c>, with what docs/import.md shows and the shipped mappings.</summary>
public sealed class MappingCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-map-");

    private string Data => In("data");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_the_manual_shows_comes_in()
    {
        (string csv, string map) = await Manual();
        CliRun run = await Done("replay", "--input", csv, "--map", map, "--horizon", "40d", "--export", In("out"));
        Assert.Contains("2 lines gave 3 events; 0 are none by the mapping; 0 could not be mapped", run.Out, StringComparison.Ordinal);
        string days = await Read("out", Collections.SiteDays);
        Assert.Contains("\"bucket\":\"2024-10-27T00:00:00Z\"", days, StringComparison.Ordinal);
        Assert.Contains("\"EUR\":\"3703.5000\"", days, StringComparison.Ordinal);
        Assert.Contains("\"EUR\":\"-9.9000\"", days, StringComparison.Ordinal);
        string users = await Read("out", Collections.Users);
        Assert.Contains("\"first_seen\":\"2024-10-27T08:30:00.000Z\"", users, StringComparison.Ordinal);
        Assert.Contains("\"_id\":\"guest-1002\"", users, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_and_both_replays_give_the_same_bytes_in_any_number_of_partitions()
    {
        (string csv, string map) = await Manual();
        string more = In("more.csv.gz");
        await using (GZipStream gzip = new(File.Create(more), CompressionMode.Compress))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("Article;Customer;Order;Qty;Price;Returned;Ordered\nPlate;K18;1003;many;1;;01.11.2024 10:00\nPlate;K18;1004;2 pcs;1;;01.11.2024 10:00\n"), TestContext.Current.CancellationToken);
        string[] input = ["--horizon", "40d", "--map", map, "--input", csv, more];
        await Done(["replay", "--export", In("plain"), .. input]);
        await Done(["replay", "--export", In("kept"), "--data", Data, "--partitions", "1", .. input]);
        CliRun import = await Done("import", "--data", In("other"), "--map", map, "--json", csv, more);
        await Done("run", "--data", In("other"), "--until-end", "--horizon", "40d");
        await Done("export", "--data", In("other"), "--export", In("imported"));
        foreach (string collection in Collections.All)
        {
            Assert.Equal(await Read("plain", collection), await Read("kept", collection));
            Assert.Equal(await Read("plain", collection), await Read("imported", collection));
        }

        Assert.Contains(Convert.ToBase64String("Plate;K18;1003;many;1;;01.11.2024 10:00"u8), await Read("plain", Collections.DeadLetters), StringComparison.Ordinal);
        JsonElement mapped = JsonDocument.Parse(import.Out).RootElement.GetProperty("mapped");
        Assert.Equal((4, 4, 1), (mapped.GetProperty("lines").GetInt32(), mapped.GetProperty("events").GetInt32(), mapped.GetProperty("unmapped").GetInt32()));
        JsonElement reason = mapped.GetProperty("reasons")[0];
        Assert.Equal(("quantity", "not_number", more, 2), (reason.GetProperty("field").GetString(), reason.GetProperty("reason").GetString(), reason.GetProperty("file").GetString(), reason.GetProperty("line").GetInt32()));

        await Done(["replay", "--export", In("three"), "--partitions", "3", .. input]);
        Assert.Equal(await Read("plain", Collections.SiteDays), await Read("three", Collections.SiteDays));
    }

    [Fact]
    public async Task Events_may_be_compressed_without_a_mapping()
    {
        string sample = Path.Combine(RepositoryRoot.Path, "samples", "shop.ndjson"), packed = In("shop.gz");
        await using (GZipStream gzip = new(File.Create(packed), CompressionMode.Compress)) await gzip.WriteAsync(await File.ReadAllBytesAsync(sample, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        await Done("replay", "--input", sample, "--export", In("plain"));
        await Done("replay", "--input", packed, "--export", In("packed"));
        foreach (string collection in Collections.All) Assert.Equal(await Read("plain", collection), await Read("packed", collection));

        await using (FileStream cut = File.OpenWrite(packed)) cut.SetLength(cut.Length - 20);
        foreach (string[] command in new string[][] { ["replay", "--export", In("cut"), "--input", packed], ["import", "--data", Data, packed] })
        {
            CliRun refused = await CliRun.Of(command);
            Assert.Equal(ExitCodes.InputOutput, refused.ExitCode);
            Assert.Contains("the gzip data is damaged or cut off", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mapping_that_does_not_fit_is_refused_before_anything_is_done()
    {
        (string csv, string map) = await Manual();
        string other = await Write("other.csv", "order;Article;Qty;Price;Ordered;Returned\n");
        foreach (string[] command in new string[][] { ["replay", "--export", In("none"), "--map", map, "--input", csv, other], ["import", "--data", Data, "--map", map, csv, other] })
        {
            CliRun refused = await CliRun.Of(command);
            Assert.Equal(ExitCodes.Usage, refused.ExitCode);
            Assert.Contains($"{other}: column Customer is not in its header line", refused.Error, StringComparison.Ordinal);
            Assert.Contains($"{other}: column Order is not in its header line, which has order, Article, Qty, Price, Ordered, Returned (did you mean order?)", refused.Error, StringComparison.Ordinal);
        }

        string broken = await Write("broken.json", """{"format":"csv","events":[{"event_type":"purchase","user_id":7}]}""");
        CliRun mistaken = await CliRun.Of("import", "--data", Data, "--map", broken, csv);
        Assert.Equal(ExitCodes.Usage, mistaken.ExitCode);
        Assert.Contains($"{broken} has 3 mistakes.", mistaken.Error, StringComparison.Ordinal);
        Assert.Contains("$.events[0].timestamp: found nothing", mistaken.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.InputOutput, (await CliRun.Of("import", "--data", Data, "--map", In("no.json"), csv)).ExitCode);
        Assert.Contains("--map is for --input", (await CliRun.Of("replay", "--data", Data, "--map", map, "--export", In("none"))).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
        Assert.False(Directory.Exists(In("none")));
    }

    [Fact]
    public async Task Map_drafts_and_tries()
    {
        string csv = await Write("log.csv", "user,item,event,time,qty,price\na,1,view,2024-05-01 10:00:00,,\na,1,buy,2024-05-01 10:01:00,2,9.99\na,1,buy,2024-05-01 10:01:00,0,9.99\na,1,buy,soon,1,9.99\n");
        string map = In("log.map.json");
        CliRun drafted = await Done("map", csv, "--output", map);
        Assert.Contains("CSV, separated by ,, a header line", drafted.Out, StringComparison.Ordinal);
        Assert.Contains("""{"event_type":"purchase","user_id":"a","timestamp":1714557660000,"product_id":"1","quantity":2,"price":9.99}""", drafted.Out, StringComparison.Ordinal);
        Assert.Contains("1 of the events would be rejected", drafted.Out, StringComparison.Ordinal);
        Assert.Contains("1 × quantity: out_of_range", drafted.Out, StringComparison.Ordinal);
        Assert.Contains($"timestamp: no time of the format; the first in {csv} line 5: \"soon\"", drafted.Out, StringComparison.Ordinal);
        Assert.Contains($"pipeline import --data DIR --map {map} {csv}", drafted.Out, StringComparison.Ordinal);

        JsonElement tried = JsonDocument.Parse((await Done("map", csv, "--map", map, "--json")).Out).RootElement;
        Assert.Equal("csv", tried.GetProperty("mapping").GetProperty("format").GetString());
        Assert.Equal(3, tried.GetProperty("first").GetArrayLength());
        Assert.Equal("out_of_range", tried.GetProperty("rejected")[0].GetProperty("reason").GetString());
        Assert.Equal(1, tried.GetProperty("mapped").GetProperty("unmapped").GetInt32());
        Assert.Equal(1, JsonDocument.Parse((await Done("map", csv, "--lines", "1", "--json")).Out).RootElement.GetProperty("mapped").GetProperty("lines").GetInt32());

        Assert.Contains("is there already", (await CliRun.Of("map", csv, "--output", map)).Error, StringComparison.Ordinal);
        Assert.Contains("--lines: 0 is not from 1", (await CliRun.Of("map", csv, "--lines", "0")).Error, StringComparison.Ordinal);
        CliRun lacking = await CliRun.Of("map", await Write("odd.csv", "x,y\n1,2\n"));
        Assert.Equal(ExitCodes.Difference, lacking.ExitCode);
        Assert.Contains("instead of COLUMN", lacking.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await CliRun.Of("map", await Write("list.json", "[{}]"))).ExitCode);
    }

    [Theory]
    [InlineData("uci", "uci-online-retail.csv.gz", "1h", "GBP", "541909 541907 2", "9769872.054")]
    [InlineData("elastic", "elastic-ecommerce.ndjson.gz", "40d", "EUR", "10087 10087 0", "350859.04")]
    [InlineData("otto", "otto-sessions.jsonl", "1h", "USD", "862 862 0", "0")]
    public async Task The_shipped_mappings_give_the_published_figures(string sample, string file, string horizon, string currency, string ledger, string revenue)
    {
        string source = DataFolder.PathOrSkip(file);
        string map = Path.Combine(RepositoryRoot.Path, "samples", sample + ".map.json");
        CliRun run = await Done("replay", "--input", source, "--map", map, "--horizon", horizon, "--export", In("out"), "--json");
        JsonElement counts = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(ledger, $"{counts.GetProperty("records")} {counts.GetProperty("accepted")} {counts.GetProperty("rejected")}");
        Assert.Equal(0, counts.GetProperty("mapped").GetProperty("unmapped").GetInt32());
        decimal sum = (await Read("out", Collections.SiteDays)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(day => JsonDocument.Parse(day).RootElement.GetProperty("revenue"))
            .Sum(day => day.TryGetProperty(currency, out JsonElement money) ? decimal.Parse(money.GetString()!, CultureInfo.InvariantCulture) : 0);
        Assert.Equal(decimal.Parse(revenue, CultureInfo.InvariantCulture), sum);
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private async Task<string> Read(string export, string collection) =>
        await File.ReadAllTextAsync(Path.Combine(In(export), collection + ".ndjson"), TestContext.Current.CancellationToken);

    private async Task<string> Write(string name, string text)
    {
        await File.WriteAllTextAsync(In(name), text, TestContext.Current.CancellationToken);
        return In(name);
    }

    /// <summary>The file and the mapping that docs/import.md walks through.</summary>
    private async Task<(string Csv, string Map)> Manual()
    {
        string manual = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "import.md"), TestContext.Current.CancellationToken);
        return (await Write("orders.csv", Block("```\nOrder;")), await Write("orders.map.json", Block("```json\n")));

        string Block(string begin)
        {
            int start = manual.IndexOf('\n', manual.IndexOf(begin, StringComparison.Ordinal)) + 1;
            return manual[start..manual.IndexOf("```", start, StringComparison.Ordinal)];
        }
    }

    private static async Task<CliRun> Done(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.True(run.ExitCode == ExitCodes.Done, $"pipeline {string.Join(' ', arguments)}: exit code {run.ExitCode}\n{run.Error}");
        return run;
    }
}
