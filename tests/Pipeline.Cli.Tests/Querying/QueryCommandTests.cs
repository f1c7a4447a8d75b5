using System.Diagnostics;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Documents;
using Pipeline.Cli.Tests.Frame;

namespace Pipeline.Cli.Tests.Querying;

/// <summary><c>query</c> and <c>explain</c> on the sample, at rest and while <c>run</c> is at work.</summary>
public sealed class QueryCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-query-");

    private string Data => Path.Combine(folder.FullName, "shop");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_collection_is_what_an_export_holds_at_rest_and_at_work()
    {
        await Sample();
        string exported = Path.Combine(folder.FullName, "export");
        Assert.Equal(ExitCodes.Done, (await CliRun.Of("export", "--data", Data, "--export", exported)).ExitCode);
        await AssertSameAs(exported);

        using Process run = ProcessTests.Start($"run --data {Data}");
        try
        {
            while (!(await run.StandardError.ReadLineAsync(TestContext.Current.CancellationToken))!.Contains("following", StringComparison.Ordinal)) await Task.Yield();
            await AssertSameAs(exported);
        }
        finally
        {
            run.Kill();
            await run.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Every_format_names_the_epoch()
    {
        await Sample();
        string[] ask = ["site-days", "--period", "today", "--fields", "bucket,revenue,conversion_rate"];
        CliRun plain = await Query(ask), csv = await Query([.. ask, "--format", "csv"]), table = await Query([.. ask, "--format", "table"]);
        CliRun lines = await Query([.. ask, "--format", "ndjson"]), json = await Query([.. ask, "--json"]);
        Assert.Equal("bucket\trevenue.EUR\trevenue.USD\tconversion_rate\n2026-01-06T00:00:00Z\t24.9900\t264.9600\t0.042857\n", plain.Out);
        Assert.Equal(plain.Out.Replace('\t', ','), csv.Out);
        Assert.Equal("{\"bucket\":\"2026-01-06T00:00:00Z\",\"revenue.EUR\":\"24.9900\",\"revenue.USD\":\"264.9600\",\"conversion_rate\":\"0.042857\"}\n", lines.Out);
        Assert.All([plain.Error, csv.Error, lines.Error, table.Out], text => Assert.Contains("epoch 1, complete up to 2026-01-06T23:55:25.302Z, 1 row", text, StringComparison.Ordinal));
        JsonElement whole = JsonDocument.Parse(json.Out).RootElement;
        Assert.Equal((1, "2026-01-06T23:55:25.302Z"), (whole.GetProperty("epoch").GetInt64(), whole.GetProperty("complete_up_to").GetString()));
        Assert.Equal("264.9600", whole.GetProperty("rows")[0].GetProperty("revenue.USD").GetString());
        Assert.Empty(table.Error + json.Error);
    }

    [Fact]
    public async Task Short_series_have_bars_and_steps_without_events_are_nothing()
    {
        await Sample();
        CliRun series = await Query("site-hours", "--period", "today", "--fields", "bucket,purchases", "--format", "table");
        Assert.Contains("purchases  ▁▁▁▁▁▁▁▁▁▁█▁█▁█▁███▁▁▁▁▁\n", series.Out, StringComparison.Ordinal);
        CliRun ranking = await Query("site-hours", "--sort", "-purchases", "--fields", "bucket,purchases", "--top", "3", "--format", "table");
        Assert.DoesNotContain("▁", ranking.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_end_with_their_code()
    {
        await Sample();
        CliRun unknown = await CliRun.Of("query", "--data", Data, "products", "product-0"), mixed = await CliRun.Of("query", "--data", Data, "funnel-days", "--sum");
        CliRun formats = await CliRun.Of("query", "--data", Data, "products", "--json", "--format", "csv"), none = await CliRun.Of("query", "--data", Data + "x", "products");
        Assert.Equal(
            (ExitCodes.Usage, ExitCodes.Usage, ExitCodes.Usage, ExitCodes.InputOutput), (unknown.ExitCode, mixed.ExitCode, formats.ExitCode, none.ExitCode));
        Assert.Contains("no document 'product-0'", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("What is asked for does not add up", mixed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_explained()
    {
        CliRun all = await CliRun.Of("explain"), one = await CliRun.Of("explain", "site-days.conversion_rate"), many = await CliRun.Of("explain", "revenue");
        CliRun fields = await CliRun.Of("explain", "funnel-days"), json = await CliRun.Of("explain", "--json"), unknown = await CliRun.Of("explain", "site-days.sesions");
        Assert.All(Core.Documents.Collections.All, c => Assert.Contains(c, all.Out, StringComparison.Ordinal));
        Assert.Contains("sum of converted_sessions / sum of sessions", one.Out, StringComparison.Ordinal);
        Assert.Contains("docs/semantics.md §5: “Conversion rate of a bucket”", one.Out, StringComparison.Ordinal);
        Assert.Contains("revenue (funnel-days)", many.Out, StringComparison.Ordinal);
        Assert.Contains("time_to_convert_ms.p95", fields.Out, StringComparison.Ordinal);
        Assert.Equal(
            Core.Catalogue.FieldCatalogue.Collections.Sum(c => c.Fields.Count), JsonDocument.Parse(json.Out).RootElement.GetProperty("fields").GetArrayLength());
        Assert.Equal(ExitCodes.Usage, unknown.ExitCode);
        Assert.Contains("did you mean sessions?", unknown.Error, StringComparison.Ordinal);
    }

    private async Task Sample()
    {
        await CliRun.Of("import", "--data", Data, Path.Combine(RepositoryRoot.Path, "samples", "shop.ndjson"));
        Assert.Equal(ExitCodes.Done, (await CliRun.Of("run", "--data", Data, "--until-end")).ExitCode);
    }

    private async Task AssertSameAs(string exported)
    {
        foreach (string collection in Core.Documents.Collections.All)
        {
            CliRun asked = await Query(collection, "--format", "ndjson");
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(exported, collection + ".ndjson"), TestContext.Current.CancellationToken), asked.Out);
        }
    }

    private async Task<CliRun> Query(params string[] arguments)
    {
        CliRun run = await CliRun.Of(["query", "--data", Data, .. arguments]);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Error);
        return run;
    }
}
