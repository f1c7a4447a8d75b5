using System.Text.Json;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Tests.Frame;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-cli-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Generate_writes_records_and_what_was_planted()
    {
        string file = Path.Combine(folder.FullName, "shop.ndjson");
        CliRun run = await CliRun.Of("generate", "--events", "5k", "--seed", "7", "--output", file, "--json");
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal(5_000, File.ReadLines(file).Count());
        using JsonDocument planted = JsonDocument.Parse(await File.ReadAllBytesAsync(file + ".planted.json", TestContext.Current.CancellationToken));
        using JsonDocument printed = JsonDocument.Parse(run.Out);
        Assert.Equal(5_000, planted.RootElement.GetProperty("records").GetInt64());
        Assert.True(JsonElement.DeepEquals(planted.RootElement, printed.RootElement));
    }

    [Fact]
    public async Task Generate_to_standard_output_writes_records_only()
    {
        CliRun run = await CliRun.Of("generate", "--events", "300", "--malformed", "0", "--output", "-");
        Assert.Equal((ExitCodes.Done, "", ""), (run.ExitCode, run.Out, run.Error));
        Assert.Equal(300, run.Bytes.Count(b => b == (byte)'\n'));
        Assert.Equal((byte)'\n', run.Bytes[^1]);
    }

    [Fact]
    public async Task Generate_tells_people_what_was_planted()
    {
        CliRun run = await CliRun.Of("generate", "--events", "1k", "--output", Path.Combine(folder.FullName, "x"));
        Assert.Contains("accepted", run.Out, StringComparison.Ordinal);
        Assert.Contains("1,000", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_at_a_rate_takes_its_time()
    {
        long started = TimeProvider.System.GetTimestamp();
        CliRun run = await CliRun.Of("generate", "--events", "300", "--rate", "1000", "--start", "now", "--output", "-");
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.True(TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMilliseconds(250));
    }

    [Theory]
    [InlineData("--events", "many")]
    [InlineData("--duration", "1.5h")]
    [InlineData("--late", "70%")]
    [InlineData("--hot", "2")]
    [InlineData("--start", "tomorrow")]
    [InlineData("--rate", "0")]
    [InlineData("--currencies", "usd")]
    [InlineData("--colour", "red")]
    [InlineData("--shoppers", "3G")]
    public async Task Mistakes_are_refused_before_anything_is_written(string option, string value)
    {
        string file = Path.Combine(folder.FullName, "none");
        CliRun run = await CliRun.Of("generate", "--output", file, option, value);
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("pipeline generate --help", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_input_output_error()
    {
        CliRun run = await CliRun.Of("generate", "--output", Path.Combine(folder.FullName, "no", "file"));
        Assert.Equal(ExitCodes.InputOutput, run.ExitCode);
        Assert.StartsWith("pipeline: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_said_to_be_full()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        CliRun run = await CliRun.Of("generate", "--output", "/dev/full", "--planted", Path.Combine(folder.FullName, "p"));
        Assert.Equal(ExitCodes.InputOutput, run.ExitCode);
        Assert.Contains("disk is full", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("generate", "--help")]
    [InlineData]
    public async Task Help_ends_with_exit_codes(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Contains("Exit codes:", run.Out, StringComparison.Ordinal);
        Assert.Equal(arguments.Contains("generate"), run.Out.Contains("Examples:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_settings_files_mistakes_are_all_told()
    {
        string file = Path.Combine(folder.FullName, "settings.json");
        File.WriteAllText(file, """{"horizon":"soon","lates":{}}""");
        CliException refused = Assert.Throws<CliException>(() => SettingsFile.Load(file, null));
        Assert.Equal((ExitCodes.Usage, 2), (refused.ExitCode, refused.Why.Count));
        Assert.Equal(40L * 86_400_000, SettingsFile.Load(null, 40L * 86_400_000).Fold.HorizonMilliseconds);
        Assert.Throws<CliException>(() => SettingsFile.Load(null, 367L * 86_400_000));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("50k", 50_000)]
    [InlineData("10M", 10_000_000)]
    [InlineData("2G", 2_000_000_000)]
    public void Counts_are_read(string text, long expected)
    {
        Assert.True(CommonOptions.TryParseCount(text, out long value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("-1")]
    [InlineData("1.5M")]
    [InlineData("99999999999999G")]
    public void Other_texts_are_no_counts(string text) => Assert.False(CommonOptions.TryParseCount(text, out _));
}
