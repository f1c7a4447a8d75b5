using System.Diagnostics;
using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Tests.Frame;

/// <summary>Shell completion and <c>--version</c>.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("pipeline qu", "query")]
    [InlineData("pipeline status --da", "--data")]
    [InlineData("pipeline query --data shop site-d", "site-days")]
    [InlineData("pipeline explain prod", "product-hours")]
    [InlineData("pipeline completion z", "zsh")]
    public async Task A_line_is_completed(string line, string expected)
    {
        CliRun run = await CliRun.Of($"[suggest:{line.Length}]", line);
        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains(expected, run.Out.Split('\n').Select(l => l.TrimEnd('\r')));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _pipeline_complete pipeline")]
    [InlineData("zsh", "compdef _pipeline pipeline")]
    [InlineData("fish", "complete -c pipeline")]
    [InlineData("powershell", "Register-ArgumentCompleter -Native -CommandName pipeline")]
    public async Task Each_shell_has_a_script(string shell, string line)
    {
        CliRun run = await CliRun.Of("completion", shell);
        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains(line, run.Out, StringComparison.Ordinal);
        Assert.Contains("[suggest:", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipeline exp", "explain export")]
    [InlineData("pipeline query --data x site-mi", "site-minutes")]
    [InlineData("/some/where/pipeline status --j", "--json")]
    public async Task Bash_completes(string line, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/bash"), "needs bash");
        string program = $"pipeline() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "pipeline.dll")}' \"$@\"; }}; /some/where/pipeline() {{ pipeline \"$@\"; }}";
        string script = $"{program}\n{(await CliRun.Of("completion", "bash")).Out}\nCOMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=({line}) COMP_CWORD={line.Split(' ').Length - 1}\n_pipeline_complete\necho \"${{COMPREPLY[*]}}\"";
        ProcessStartInfo start = new("/bin/bash") { RedirectStandardOutput = true, ArgumentList = { "-c", script } };
        using Process bash = Process.Start(start)!;
        string completed = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected.Split(' '), completed.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public async Task The_version_names_the_commit_where_the_build_knew_one()
    {
        Assert.StartsWith("pipeline ", (await CliRun.Of("--version")).Out, StringComparison.Ordinal);
        Assert.StartsWith("pipeline 1.0.0, commit 0123456789ab, .NET ", VersionText.Of("1.0.0+0123456789abcdef"), StringComparison.Ordinal);
        Assert.StartsWith("pipeline 1.0.0, commit unknown, .NET ", VersionText.Of("1.0.0"), StringComparison.Ordinal);
    }
}
