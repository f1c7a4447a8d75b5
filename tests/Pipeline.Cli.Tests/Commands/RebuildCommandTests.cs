using System.Text;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;
using Pipeline.Core.Documents;
using Pipeline.Log;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Tests.Commands;

/// <summary>What is refused names the command that goes on, and that command does.</summary>
public sealed class RebuildCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline rebuild-");

    private const int SegmentBytes = 64 << 10;

    private string Data => Path.Combine(folder.FullName, "shop");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Other_settings_are_refused_with_the_command_that_rebuilds()
    {
        await Fill();
        await Done("run", "--data", Data, "--until-end");
        CliRun refused = await CliRun.Of("run", "--data", Data, "--horizon", "40d", "--until-end");
        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.Contains("$.horizon: the state was made with 1h, given is 40d", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"Go on with the state's own: pipeline run --data '{Data}' --until-end\n", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"pipeline run --data '{Data}' --horizon 40d --until-end --rebuild\n", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"pipeline replay --data '{Data}' --horizon 40d --export DIR\n", refused.Error, StringComparison.Ordinal);

        await Done("run", "--data", Data, "--horizon", "40d", "--until-end", "--rebuild");
        await Done("export", "--data", Data, "--export", Path.Combine(folder.FullName, "rebuilt"));
        await Done("replay", "--data", Data, "--horizon", "40d", "--export", Path.Combine(folder.FullName, "fresh"));
        foreach (string collection in Collections.All) Assert.Equal(Lines("fresh", collection), Lines("rebuilt", collection));
        await Done("verify", "--data", Data);
    }

    [Fact]
    public async Task Another_number_of_shards_is_refused_too()
    {
        await Fill();
        await Done("run", "--data", Data, "--until-end", "--shards", "3");
        CliRun refused = await CliRun.Of("run", "--data", Data, "--until-end", "--shards", "2");
        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.Contains("shards: the state was made with 3, given is 2", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--shards 2 --until-end --rebuild", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_retention_took_the_logs_beginning_a_rebuild_is_a_choice()
    {
        await Fill();
        await Done("run", "--data", Data, "--until-end");
        long start = LoseTheBeginning();
        CliRun refused = await CliRun.Of("run", "--data", Data, "--horizon", "2h", "--rebuild", "--until-end");
        Assert.Equal(ExitCodes.CannotBeProved, refused.ExitCode);
        Assert.Contains($"partition 0 begins at offset {start}", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"pipeline run --data '{Data}' --horizon 2h --until-end --rebuild-from-what-is-left\n", refused.Error, StringComparison.Ordinal);
        await Done("run", "--data", Data, "--until-end");

        await Done("run", "--data", Data, "--horizon", "2h", "--until-end", "--rebuild-from-what-is-left");
        await Done("export", "--data", Data, "--export", Path.Combine(folder.FullName, "rebuilt"));
        await Done("replay", "--data", Data, "--horizon", "2h", "--export", Path.Combine(folder.FullName, "fresh"));
        foreach (string collection in Collections.All) Assert.Equal(Lines("fresh", collection), Lines("rebuilt", collection));
        Assert.Equal(ExitCodes.CannotBeProved, (await CliRun.Of("verify", "--data", Data)).ExitCode);
    }

    [Fact]
    public async Task A_lost_registry_is_refused_with_what_can_be_done()
    {
        await Fill();
        await Done("run", "--data", Data, "--until-end");
        File.Delete(new DataFolderPaths(Data).Registry);
        File.Delete(new DataFolderPaths(Data).Registry + ".mark");
        CliRun refused = await CliRun.Of("run", "--data", Data, "--until-end");
        Assert.Equal(ExitCodes.Damaged, refused.ExitCode);
        Assert.Contains($"pipeline run --data '{Data}' --until-end --rebuild\n", refused.Error, StringComparison.Ordinal);
        await Done("run", "--data", Data, "--until-end", "--rebuild");
    }

    [Fact]
    public async Task Choices_exclude_each_other_and_all_mistakes_are_told()
    {
        CliRun refused = await CliRun.Of("run", "--data", Data, "--rebuild", "--registry-put-back", "--shards", "0");
        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.Contains("--rebuild and --registry-put-back: only one of them", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--shards: 0", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    private async Task Fill()
    {
        string file = Path.Combine(folder.FullName, "shop.ndjson");
        await Done("generate", "--events", "4k", "--shape", "full", "--late", "2%", "--out-of-order", "5%", "--malformed", "1%", "--output", file);
        string path = new DataFolderPaths(Data).Log;
        Directory.CreateDirectory(path);
        using LogWriter log = LogWriter.Open(path, new LogWriterOptions { SegmentBytes = SegmentBytes });
        foreach (string line in File.ReadLines(file, Encoding.Latin1)) log.Append(0, Encoding.Latin1.GetBytes(line));
        log.Flush();
    }

    private static async Task Done(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.True(run.ExitCode == ExitCodes.Done, $"pipeline {string.Join(' ', arguments)}: exit code {run.ExitCode}\n{run.Error}");
    }

    private string[] Lines(string export, string collection) => File.ReadAllLines(Path.Combine(folder.FullName, export, collection + ".ndjson"));

    /// <summary>Lets retention take all segments but the last; where the log begins now.</summary>
    private long LoseTheBeginning()
    {
        using LogWriter log = LogWriter.Open(new DataFolderPaths(Data).Log, new LogWriterOptions { SegmentBytes = SegmentBytes, RetentionBytes = 1 });
        long start = log.Retain(0, long.MaxValue);
        Assert.True(start > 0, "the log has one segment");
        return start;
    }
}
