using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Pipeline.Log.Tests.Support;

/// <summary>
/// Runs a part of a test in another process: this assembly again, told by an environment variable what to do instead of
/// running tests. The child writes lines, the test reads them.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private const string Variable = "PIPELINE_LOG_TESTS_CHILD";

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static ChildProcess Start(string mode, params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Pipeline.Log.Tests");
        var start = OperatingSystem.IsWindows() || !File.Exists(program)
            ? new ProcessStartInfo("dotnet") { ArgumentList = { program + ".dll" } }
            : new ProcessStartInfo(program);
        start.Environment[Variable] = string.Join('|', [mode, .. arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardInput) = (true, true);
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>The next line that the child wrote; null when it has ended.</summary>
    public string? ReadLine() => _process.StandardOutput.ReadLine();

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    public int Wait()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The test runner owns Main; a child must not get there.")]
    internal static void RunAsChild()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } told) return;
        string[] parts = told.Split('|');
        Environment.Exit(ChildModes.Run(parts[0], parts[1..]));
    }
}
