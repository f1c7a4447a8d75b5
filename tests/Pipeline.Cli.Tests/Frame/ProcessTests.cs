using System.Diagnostics;
using System.Text.Json;
using Pipeline.Cli.Frame;
using Pipeline.Log;

namespace Pipeline.Cli.Tests.Frame;

/// <summary>What only a real process shows: signals and pipes.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-process-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task An_interrupted_generate_says_exactly_what_it_wrote(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs Unix signals");
        string file = Path.Combine(folder.FullName, "endless");
        using Process process = Start($"generate --events 1000M --rate 20000 --output {file} --json");
        while (!File.Exists(file) || new FileInfo(file).Length < 100_000)
        {
            Assert.False(process.HasExited, "ended by itself");
            await Task.Yield();
        }

        using (Process kill = Process.Start("kill", [signal, $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        using JsonDocument planted = JsonDocument.Parse(await File.ReadAllBytesAsync(file + ".planted.json", TestContext.Current.CancellationToken));
        Assert.Equal(File.ReadLines(file).Count(), planted.RootElement.GetProperty("records").GetInt64());
    }

    [Fact]
    public async Task Generate_ends_when_nobody_reads_on()
    {
        using Process process = Start("generate --events 1000M --output -");
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        process.StandardOutput.Close();
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ExitCodes.InputOutput, ""), (process.ExitCode, error));
    }

    [Theory]
    [InlineData("import - --data {0} --json", true)]
    [InlineData("replay --input - --export {0}", false)]
    public async Task Who_waits_for_quiet_input_stops_when_asked(string arguments, bool isKept)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs Unix signals");
        string data = Path.Combine(folder.FullName, "data");
        using Process process = Start(string.Format(System.Globalization.CultureInfo.InvariantCulture, arguments, data), withInput: true);
        await process.StandardInput.WriteAsync("one\ntwo\nthr");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        while (!(isKept ? IsInLog(data, records: 2) : IsUp(process))) await Task.Yield();
        using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        if (!isKept) return;
        Assert.Contains("\"records\": 2", output, StringComparison.Ordinal);
        Assert.True(IsInLog(data, records: 2)); // Of the third nobody knows how it would have gone on.
    }

    private static bool IsInLog(string data, long records)
    {
        string log = new Store.Folders.DataFolderPaths(data).Log;
        return LogFolder.Exists(log) && LogFolder.Open(log).End(0) == records;
    }

    /// <summary>Its pump's threads run: it waits for input.</summary>
    private static bool IsUp(Process process) => OperatingSystem.IsLinux()
        ? Directory.GetDirectories($"/proc/{process.Id}/task").Any(task => File.ReadAllText(Path.Combine(task, "comm")).StartsWith("pump", StringComparison.Ordinal))
        : process.TotalProcessorTime > TimeSpan.FromMilliseconds(200);

    internal static Process Start(string arguments, bool withInput = false) => Process.Start(new ProcessStartInfo("dotnet")
    {
        Arguments = $"\"{Path.Combine(AppContext.BaseDirectory, "pipeline.dll")}\" {arguments}",
        RedirectStandardInput = withInput,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
