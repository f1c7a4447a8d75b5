using System.Diagnostics;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;

namespace Pipeline.Cli.Tests.Commands;

/// <summary><c>status</c> says sizes and days, at rest and while <c>run</c> is at work.</summary>
public sealed class StatusCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-status-");

    private string Data => Path.Combine(folder.FullName, "shop");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Sizes_and_days_are_told()
    {
        string file = Path.Combine(folder.FullName, "shop.ndjson");
        await CliRun.Of("generate", "--events", "3k", "--malformed", "1%", "--duration", "3d", "--output", file);
        await CliRun.Of("replay", "--input", file, "--data", Data, "--shards", "2", "--export", Path.Combine(folder.FullName, "export"));
        (JsonElement rest, string atRest) = await Status();
        Assert.False(rest.GetProperty("running").GetBoolean());
        AssertSizes(rest);
        Assert.Contains("on disk: log ", atRest, StringComparison.Ordinal);
        Assert.Contains("days of shards: ", atRest, StringComparison.Ordinal);

        using Process run = Start($"run --data {Data}");
        try
        {
            Assert.Contains("following", await run.StandardError.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            (JsonElement working, string atWork) = await Status();
            while (working.GetProperty("epoch").GetInt64() == 0) (working, atWork) = await Status();
            Assert.True(working.GetProperty("running").GetBoolean());
            AssertSizes(working);
            Assert.Contains("on disk: log ", atWork, StringComparison.Ordinal);
        }
        finally
        {
            run.Kill();
            await run.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_folder_that_run_makes_is_named()
    {
        CliRun made = await CliRun.Of("run", "--data", Data, "--until-end"), again = await CliRun.Of("run", "--data", Data, "--until-end");
        Assert.Equal((ExitCodes.Done, ExitCodes.Done), (made.ExitCode, again.ExitCode));
        Assert.Contains($"made a new folder: {Data}", made.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("made a new folder", again.Error, StringComparison.Ordinal);
    }

    private async Task<(JsonElement Json, string Text)> Status()
    {
        CliRun json = await CliRun.Of("status", "--data", Data, "--json"), text = await CliRun.Of("status", "--data", Data);
        Assert.Equal((ExitCodes.Done, ExitCodes.Done), (json.ExitCode, text.ExitCode));
        return (JsonDocument.Parse(json.Out).RootElement, text.Out);
    }

    private void AssertSizes(JsonElement status)
    {
        JsonElement sizes = status.GetProperty("sizes"), days = status.GetProperty("days");
        foreach ((string name, string part) in new[] { ("log_bytes", "log"), ("snapshot_bytes", "snapshots"), ("fact_bytes", "facts") })
        {
            long there = new DirectoryInfo(Path.Combine(Data, part)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
            Assert.True(there > 0, part);
            Assert.Equal(there, sizes.GetProperty(name).GetInt64());
        }

        Assert.True(days.GetProperty("in_memory").GetInt32() + days.GetProperty("put_away").GetInt32() >= 3);
        Assert.True(days.GetProperty("fetched_back").GetInt64() >= 0);
    }

    private static Process Start(string arguments) => Process.Start(new ProcessStartInfo("dotnet")
    {
        Arguments = $"\"{Path.Combine(AppContext.BaseDirectory, "pipeline.dll")}\" {arguments}",
        RedirectStandardError = true,
    })!;
}
