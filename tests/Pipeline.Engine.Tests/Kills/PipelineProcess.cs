using System.Diagnostics;
using System.Text;

namespace Pipeline.Engine.Tests.Kills;

/// <summary>The real program in a process of its own, as the build put it beside the tests.</summary>
internal sealed class PipelineProcess : IDisposable
{
    private const int LongestMs = 300_000;

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private PipelineProcess(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "pipeline.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        Arguments = string.Join(' ', arguments);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The command line.</summary>
    public string Arguments { get; }

    /// <summary>The process's number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it wrote, to either output.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    /// <summary>Starts it.</summary>
    public static PipelineProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Runs it to its end; what it wrote.</summary>
    public static string Run(int exitCode, params string[] arguments)
    {
        using PipelineProcess process = Start(arguments);
        int code = process.Wait();
        Assert.True(code == exitCode, $"pipeline {process.Arguments}: exit code {code} instead of {exitCode}\n{process.Said}");
        return process.Said;
    }

    /// <summary>Waits for its end; the exit code.</summary>
    public int Wait()
    {
        if (!_process.WaitForExit(LongestMs))
        {
            Kill();
            Assert.Fail($"pipeline {Arguments} did not end within {LongestMs} ms\n{Said}");
        }

        _process.WaitForExit(); // Also for the last of its output.
        return _process.ExitCode;
    }

    /// <summary>SIGKILL, and it is gone when this returns.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
    }
}
