using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;
using Pipeline.Core.Documents;

namespace Pipeline.Cli.Tests.Commands;

/// <summary>What replay reads: files, files kept in a folder, a log, a part of a log.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-replay-");

    private string Input => In("shop.ndjson");

    private string Data => In("data");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Files_that_are_kept_give_the_bytes_of_files_that_are_not(int partitions)
    {
        await Generate();

        // A replayed file says nothing of when its records were taken: no event of it lies in the future.
        await File.AppendAllTextAsync(
            Input, """{"event_type":"page_view","user_id":"late riser","page_url":"/","timestamp":"2998-01-01T00:00:00Z"}""" + "\n", TestContext.Current.CancellationToken);
        await Done("replay", "--input", Input, "--partitions", $"{partitions}", "--horizon", "2h", "--export", In("plain"));
        CliRun kept = await Done("replay", "--input", Input, "--partitions", $"{partitions}", "--horizon", "2h", "--shards", "3", "--data", Data, "--export", In("kept"), "--json");
        Assert.Contains("\"records\": 3001", kept.Out, StringComparison.Ordinal);
        AssertSame("plain", "kept");

        await Done("export", "--data", Data, "--export", In("exported"));
        AssertSame("plain", "exported");
        await Done("verify", "--data", Data);
        CliRun status = await Done("status", "--data", Data, "--json");
        Assert.Contains("\"lag\": 0", status.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_goes_on()
    {
        await Generate();
        string[] lines = await File.ReadAllLinesAsync(Input, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(In("one"), lines[..2_000], TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(In("two"), lines[2_000..], TestContext.Current.CancellationToken);
        await Done("replay", "--input", Input, "--partitions", "2", "--export", In("plain"));
        await Done("replay", "--input", In("one"), "--partitions", "2", "--data", Data, "--export", In("half"));
        await Done("import", "--data", Data, In("two"));
        await Done("run", "--data", Data, "--until-end");
        await Done("export", "--data", Data, "--export", In("kept"));
        AssertSame("plain", "kept");
    }

    [Fact]
    public async Task A_folder_that_is_not_fresh_is_refused_and_left_as_it_is()
    {
        await Generate();
        await Done("import", "--data", Data, Input);
        CliRun refused = await CliRun.Of("replay", "--input", Input, "--data", Data, "--partitions", "2", "--export", In("none"));
        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.Contains("its log holds 3,000 records", refused.Error, StringComparison.Ordinal);
        Assert.Contains("its log has 1 partitions, asked for are 2", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"pipeline import --data {Data} {Input} && pipeline run --data {Data} --until-end", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("none")));

        await Done("run", "--data", Data, "--until-end");
        refused = await CliRun.Of("replay", "--input", Input, "--data", Data, "--export", In("none"));
        Assert.Contains("it holds a registry of epochs", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_of_a_log_is_as_if_there_were_nothing_else()
    {
        await Generate();
        string[] lines = await File.ReadAllLinesAsync(Input, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(In("part"), lines[700..2_000], TestContext.Current.CancellationToken);
        await Done("replay", "--input", In("part"), "--export", In("plain"));
        await Done("import", "--data", Data, Input);
        CliRun range = await Done("replay", "--data", Data, "--from", "700", "--to", "0:2k", "--export", In("range"), "--json");
        Assert.Contains("\"records\": 1300", range.Out, StringComparison.Ordinal);
        string[] placed = ["dead-letters", "late", "ledger"];
        AssertSame("plain", "range", Collections.All.Except(placed));
        CliRun nothing = await Done("replay", "--data", Data, "--from", "3k", "--export", In("nothing"), "--json");
        Assert.Contains("\"records\": 0", nothing.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranges_of_several_partitions_add_up()
    {
        await Generate();
        await Done("import", "--data", Data, "--partitions", "3", Input);
        CliRun range = await Done("replay", "--data", Data, "--from", "0:10", "--from", "2:7", "--to", "1:5", "--to", "2:100", "--export", In("range"), "--json");
        CliRun all = await Done("replay", "--data", Data, "--export", In("all"), "--json");
        Assert.NotEqual(all.Out, range.Out);
        string ledger = await File.ReadAllTextAsync(Path.Combine(In("range"), "ledger.ndjson"), TestContext.Current.CancellationToken);
        Assert.Contains("\"next_offset\":5,\"partition\":1,\"records\":5", ledger, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_all_told()
    {
        CliRun refused = await CliRun.Of(
            "replay", "--input", In("missing"), "--from", "many", "--to", "0:-1", "--shards", "0", "--partitions", "5k", "--export", In("none"));
        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        refused = await CliRun.Of("replay", "--input", In("missing"), "--from", "many", "--to", "0:-1", "--shards", "0", "--export", In("none"));
        string[] told = ["missing: there is no such file", "--from: 'many' is not", "--to: '0:-1' is not", "--shards: 0", "not with --input"];
        Assert.All(told, text => Assert.Contains(text, refused.Error, StringComparison.Ordinal));

        await Generate();
        await Done("import", "--data", Data, "--partitions", "2", Input);
        refused = await CliRun.Of(
            "replay", "--data", Data, "--from", "7", "--from", "5:7", "--from", "1:9", "--from", "1:9", "--to", "0:99M", "--to", "1:3", "--export", In("none"));
        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        told = ["7 names no partition", "5:7: there is no such partition", "partition 1 is named twice", "0:99M: partition 0 holds", "partition 1 from 9 to 3"];
        Assert.All(told, text => Assert.Contains(text, refused.Error, StringComparison.Ordinal));
        Assert.False(Directory.Exists(In("none")));
    }

    [Fact]
    public async Task A_folder_is_no_input()
    {
        foreach (string[] command in new string[][] { ["replay", "--export", In("none"), "--input", folder.FullName], ["import", "--data", Data, folder.FullName] })
        {
            CliRun refused = await CliRun.Of(command);
            Assert.Equal(ExitCodes.Usage, refused.ExitCode);
            Assert.Contains($"{folder.FullName}: is a folder", refused.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(Data));
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private async Task Generate() => await Done(
        "generate", "--events", "3k", "--shape", "full", "--late", "2%", "--out-of-order", "5%", "--malformed", "1%", "--output", Input);

    private static async Task<CliRun> Done(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.True(run.ExitCode == ExitCodes.Done, $"pipeline {string.Join(' ', arguments)}: exit code {run.ExitCode}\n{run.Error}");
        return run;
    }

    private void AssertSame(string expected, string actual, IEnumerable<string>? collections = null)
    {
        foreach (string collection in collections ?? Collections.All)
            Assert.Equal(File.ReadAllLines(Path.Combine(In(expected), collection + ".ndjson")), File.ReadAllLines(Path.Combine(In(actual), collection + ".ndjson")));
    }
}
