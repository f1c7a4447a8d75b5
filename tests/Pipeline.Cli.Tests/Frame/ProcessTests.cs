using System.Diagnostics;
using System.Text.Json;
using Pipeline.Cli.Frame;

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

    internal static Process Start(string arguments) => Process.Start(new ProcessStartInfo("dotnet")
    {
        Arguments = $"\"{Path.Combine(AppContext.BaseDirectory, "pipeline.dll")}\" {arguments}",
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
