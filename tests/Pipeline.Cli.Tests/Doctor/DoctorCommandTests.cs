using System.Diagnostics;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Tests.Doctor;

/// <summary><c>doctor</c> finds what was damaged, says what to do, and changes nothing.</summary>
public sealed class DoctorCommandTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-doctor-");

    private string Data => In("shop");

    private DataFolderPaths Paths => new(Data);

    public async ValueTask InitializeAsync()
    {
        await Done("generate", "--events", "3k", "--malformed", "1%", "--output", In("shop.ndjson"));
        await Done("import", "--data", Data, In("shop.ndjson"));
        await Done("run", "--data", Data, "--until-end", "--shards", "2");
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_folder_that_is_well_is_said_to_be_and_stays_as_it_is()
    {
        string[] before = Everything();
        Diagnosis well = await Diagnosis.Of("--data", Data);
        Assert.Empty(well.Wrong);
        Assert.Equal(before, Everything());
        foreach (string subject in (string[])["layout", "engine", "log", "registry", "snapshots", "dead letters and late records", "retention", "size", "state"])
            Assert.Contains(well.Findings, f => f.Subject == subject && f.Severity == "ok");
        foreach (string subject in (string[])["program", "processors", "temporary folder", "disk", "memory", "clock"])
            Assert.Contains(well.Findings, f => f.Subject == subject && f.Area == "machine");
    }

    [Fact]
    public async Task People_read_it_too()
    {
        CliRun run = await CliRun.Of("doctor", "--data", Data);
        Assert.Empty(run.Error);
        Assert.Contains($"folder {Data}", run.Out, StringComparison.Ordinal);
        Assert.Contains("3,000 records in 1 partition", run.Out, StringComparison.Ordinal);
        Assert.Contains("wrong.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_registry_is_found() => await Found(() => Paths.Registry, "registry", "--rebuild");

    [Fact]
    public async Task A_damaged_log_is_found() =>
        await Found(() => Directory.GetFiles(Paths.Log, "*.segment", SearchOption.AllDirectories).Single(), "log", "backup");

    [Fact]
    public async Task Damaged_snapshots_are_found() =>
        await Found(() => Directory.GetFiles(Path.Combine(Paths.Snapshots, "shard-1")).MaxBy(f => new FileInfo(f).Length)!, "snapshots", "pipeline run");

    [Fact]
    public async Task Damaged_dead_letters_are_found() =>
        await Found(
            () => Directory.GetFiles(Paths.Facts, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "mark").MaxBy(f => new FileInfo(f).Length)!,
            "dead letters and late records", "--rebuild");

    [Fact]
    public async Task A_lost_end_file_is_found_and_an_import_of_nothing_makes_it_anew()
    {
        File.Delete(Path.Combine(Paths.Log, "p0", "end"));
        Assert.Contains("- < /dev/null", Assert.Single((await Diagnosis.Of("--data", Data)).Wrong).WhatToDo, StringComparison.Ordinal);
        await Done("import", "--data", Data, "-");
        Assert.Empty((await Diagnosis.Of("--data", Data)).Wrong);
    }

    [Fact]
    public async Task Lost_dead_letters_are_found()
    {
        Directory.Delete(Paths.Facts, recursive: true);
        Assert.Contains((await Diagnosis.Of("--data", Data)).Wrong, f => f.Subject == "dead letters and late records" && f.WhatToDo.Contains("--rebuild", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_of_a_newer_program_is_found()
    {
        await File.WriteAllTextAsync(Paths.Version, "99\n", TestContext.Current.CancellationToken);
        Assert.Contains((await Diagnosis.Of("--data", Data)).Wrong, f => f is { Subject: "layout", Severity: "error" });
    }

    [Fact]
    public async Task A_log_that_is_another_or_shorter_is_found()
    {
        await Done("import", "--data", In("other"), In("shop.ndjson"));
        Directory.Delete(Paths.Log, recursive: true);
        MistakeFolder.Copy(new DataFolderPaths(In("other")).Log, Paths.Log);
        Assert.Contains((await Diagnosis.Of("--data", Data)).Wrong, f => f.Subject == "state" && f.What.Contains("another log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registry_that_was_put_back_is_found()
    {
        MistakeFolder.Copy(Data, In("backup"));
        await Done("generate", "--events", "3k", "--seed", "8", "--output", In("more.ndjson"));
        await Done("import", "--data", Data, In("more.ndjson"));
        await Done("run", "--data", Data, "--until-end");
        foreach (string file in Directory.GetFiles(In("backup"), "registry*")) File.Copy(file, Path.Combine(Data, Path.GetFileName(file)), overwrite: true);
        Assert.Contains((await Diagnosis.Of("--data", Data)).Wrong, f => f.Subject == "registry" && f.WhatToDo.Contains("--registry-put-back", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("none", "There is no such folder.")]
    [InlineData("shop.ndjson", "It is a file.")]
    public async Task What_is_no_folder_is_said_to_be_none(string name, string why)
    {
        Diagnosis found = await Diagnosis.Of("--data", In(name));
        Assert.Equal(why, Assert.Single(found.Wrong).Why);
        Assert.False(Directory.Exists(In("none")));
    }

    [Fact]
    public async Task Mistakes_in_settings_are_all_told_and_so_is_what_differs()
    {
        await File.WriteAllTextAsync(In("bad.json"), """{"horizn":"1h","session_gap":"soon"}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(In("other.json"), """{"session_gap":"5m"}""", TestContext.Current.CancellationToken);
        Assert.Equal(2, (await Diagnosis.Of("--settings", In("bad.json"))).Wrong.Count(f => f.Area == "settings"));
        Assert.Single((await Diagnosis.Of("--settings", In("none.json"))).Wrong);
        Diagnosed differs = Assert.Single((await Diagnosis.Of("--data", Data, "--settings", In("other.json"))).Wrong);
        Assert.Contains("$.session_gap", differs.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_asks_a_run_at_work_and_opens_nothing_of_it()
    {
        await File.WriteAllTextAsync(In("other.json"), """{"session_gap":"5m"}""", TestContext.Current.CancellationToken);
        using Process run = ProcessTests.Start($"run --data {Data}");
        try
        {
            Assert.Contains("following", await run.StandardError.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Diagnosis well = await Diagnosis.Of("--data", Data);
            Assert.Empty(well.Wrong);
            Assert.Contains(well.Findings, f => f.Subject == "engine" && f.What.Contains("at work", StringComparison.Ordinal));
            Assert.DoesNotContain(well.Findings, f => f.Subject is "registry" or "snapshots");
            Assert.Contains((await Diagnosis.Of("--data", Data, "--settings", In("other.json"))).Wrong, f => f.What.Contains("$.session_gap", StringComparison.Ordinal));
            Assert.False(run.HasExited);
        }
        finally
        {
            run.Kill();
            await run.WaitForExitAsync(CancellationToken.None);
        }

        Diagnosis killed = await Diagnosis.Of("--data", Data);
        Assert.Empty(killed.Wrong);
        Assert.Contains(killed.Findings, f => f.Subject == "engine" && f.What == "none at work");
    }

    [Fact]
    public async Task Who_works_there_and_answers_nothing_is_left_alone()
    {
        using DataFolder held = DataFolder.Open(Data);
        Diagnosis found = await Diagnosis.Of("--data", Data);
        Assert.Empty(found.Wrong);
        Assert.Contains(found.Findings, f => f.Subject == "engine" && f.What.Contains($"Process {Environment.ProcessId}", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Findings, f => f.Subject == "registry");
    }

    private async Task Found(Func<string> file, string subject, string advice)
    {
        MistakeFolder.Spoil(file());
        string[] before = Everything();
        Diagnosis found = await Diagnosis.Of("--data", Data);
        Assert.Equal(before, Everything());
        Assert.Contains(found.Wrong, f => f.Subject == subject && f.WhatToDo.Contains(advice, StringComparison.Ordinal));
    }

    /// <summary>All files of the folder, with times and contents.</summary>
    private string[] Everything() =>
    [
        .. Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories).Prepend(Data).Order(StringComparer.Ordinal).Select(path =>
            $"{path} {File.GetLastWriteTimeUtc(path):O} {(File.Exists(path) ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))) : "")}"),
    ];

    private string In(string name) => Path.Combine(folder.FullName, name);

    private static async Task Done(params string[] arguments)
    {
        CliRun run = await CliRun.Of(arguments);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Error);
    }
}
