using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;
using Pipeline.Core.Documents;

namespace Pipeline.Cli.Tests.Commands;

/// <summary>Where generated records go: the same into a folder's log as into a file.</summary>
public sealed class GenerateCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-generate-");

    private string Stream => Path.Combine(folder.FullName, "shop.ndjson");

    private string Data => Path.Combine(folder.FullName, "shop");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_log_gets_what_a_file_gets()
    {
        await Done("generate", "--events", "3k", "--malformed", "1%", "--output", Stream);
        await Done("generate", "--events", "3k", "--malformed", "1%", "--data", Data, "--partitions", "2");
        Assert.Equal(
            await File.ReadAllBytesAsync(Stream + ".planted.json", TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(Data + ".planted.json", TestContext.Current.CancellationToken));
        await Done("replay", "--input", Stream, "--partitions", "2", "--export", Path.Combine(folder.FullName, "one"));
        await Done("replay", "--data", Data, "--export", Path.Combine(folder.FullName, "other"));
        foreach (string collection in Collections.All)
        {
            string name = collection + ".ndjson";
            Assert.Equal(
                await File.ReadAllTextAsync(Path.Combine(folder.FullName, "one", name), TestContext.Current.CancellationToken),
                await File.ReadAllTextAsync(Path.Combine(folder.FullName, "other", name), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Where_records_go_is_said_once()
    {
        CliRun none = await CliRun.Of("generate", "--partitions", "9999");
        Assert.Equal(ExitCodes.Usage, none.ExitCode);
        Assert.Contains("one of --output and --data", none.Error, StringComparison.Ordinal);
        Assert.Contains("only a log has them", none.Error, StringComparison.Ordinal);
        Assert.Contains("9999", none.Error, StringComparison.Ordinal);
        CliRun both = await CliRun.Of("generate", "--output", Stream, "--data", Data);
        Assert.Equal(ExitCodes.Usage, both.ExitCode);
        Assert.False(File.Exists(Stream));
    }

    private static async Task Done(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.True(run.ExitCode == ExitCodes.Done, $"{string.Join(' ', arguments)}: {run.ExitCode}\n{run.Error}");
    }
}
