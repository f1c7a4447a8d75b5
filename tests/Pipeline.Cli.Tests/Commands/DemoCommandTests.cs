using System.Text.Json;
using Pipeline.Cli.Demo;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;
using Spectre.Console;

namespace Pipeline.Cli.Tests.Commands;

/// <summary>The demo runs the whole pipeline, proves it, and leaves what it was asked to leave.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-demo-test-");

    private string Data => Path.Combine(_folder.FullName, "shop");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_counts_what_the_shop_sent_and_proves_it_and_keeps_a_named_folder()
    {
        CliRun demo = await CliRun.Of("demo", "--for", "2s", "--rate", "2k", "--data", Data, "--json");
        Assert.True(demo.ExitCode == ExitCodes.Done, demo.Error);
        JsonElement[] lines = [.. demo.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement last = lines[^1], before = lines[^2];
        Assert.Equal(4_000, last.GetProperty("records").GetInt64());
        Assert.True(last.GetProperty("adds_up").GetBoolean() && last.GetProperty("verified").GetBoolean());
        Assert.True(last.GetProperty("documents").GetInt64() > 1_000);
        Assert.Equal(0, last.GetProperty("differences").GetArrayLength());
        Assert.Equal(4_000, before.GetProperty("records").GetInt64());
        Assert.Equal(
            before.GetProperty("records").GetInt64(),
            new[] { "accepted", "duplicates", "late", "rejected" }.Sum(name => before.GetProperty(name).GetInt64()));
        Assert.True(before.GetProperty("sessions").GetInt64() > 0);
        Assert.Equal(3, before.GetProperty("funnel").GetArrayLength());

        CliRun verify = await CliRun.Of("verify", "--data", Data);
        Assert.Equal(ExitCodes.Done, verify.ExitCode);
        CliRun again = await CliRun.Of("demo", "--for", "1s", "--data", Data);
        Assert.Equal(ExitCodes.Usage, again.ExitCode);
        Assert.Contains("is not fresh", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_it_prints_lines_and_what_to_try_next()
    {
        CliRun demo = await CliRun.Of("demo", "--for", "1s", "--rate", "500");
        Assert.True(demo.ExitCode == ExitCodes.Done, demo.Error);
        Assert.Contains("500 records = ", demo.Out, StringComparison.Ordinal);
        Assert.Contains("Proved: ", demo.Out, StringComparison.Ordinal);
        Assert.Contains("pipeline demo --for 30s --data shop", demo.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--for", "3d")]
    [InlineData("--rate", "0")]
    public async Task A_value_out_of_range_is_refused(string option, string value)
    {
        CliRun demo = await CliRun.Of("demo", option, value);
        Assert.Equal(ExitCodes.Usage, demo.ExitCode);
        Assert.Contains(option, demo.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(130)]
    public void The_picture_fits_the_terminal(int width)
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        console.Write(DemoScreen.Picture(Numbers, width));
        string picture = output.ToString();
        Assert.Contains("3 after the fact", picture, StringComparison.Ordinal);
        Assert.Contains("adds up", picture, StringComparison.Ordinal);
        Assert.Contains("1,234.50 EUR", picture, StringComparison.Ordinal);
        Assert.All(picture.Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    private static DemoNumbers Numbers => new()
    {
        Epoch = 7, CompleteUpTo = new DateTime(2026, 1, 5, 9, 30, 1, DateTimeKind.Utc), Day = new DateOnly(2026, 1, 5), VisitorsNow = 12, Sessions = 100,
        ConvertedSessions = 3, Revenue = 1234.5m, ConversionTrend = [0, null, 30_000], RevenueTrend = [1, 2, 3], Funnel = [100, 10, 3], TimeToPurchaseMs = 61_000,
        Products = [("product-1", 12.5m), ("[odd]", -1)], Countries = [("DE", 5)], Corrections = [new DemoCorrection(new DateTime(2026, 1, 5, 9, 20, 0, DateTimeKind.Utc), 3)],
        Corrected = 3, Records = 10, Accepted = 7, Duplicates = 1, Late = 1, Rejected = 1, Lag = 0, Rate = 3000,
    };
}
