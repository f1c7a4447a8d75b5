using System.Text.RegularExpressions;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;

namespace Pipeline.Cli.Tests.Documents;

/// <summary><c>docs/cli.md</c> has a table of each command's options: those of <c>--help</c>, all and no others.</summary>
public sealed partial class CommandLineDocumentTests
{
    public static TheoryData<string> Commands =>
    [
        "demo", "generate", "replay", "import", "map", "run", "status", "export", "query", "explain",
        "dlq list", "dlq show", "dlq repair", "dlq drop", "dlq export", "rebuild", "verify", "doctor", "bench", "completion",
    ];

    [Fact]
    public async Task These_are_the_commands()
    {
        Assert.Equal(Commands.Select(row => row.Data.Split(' ')[0]).Distinct(), Names((await CliRun.Of("--help")).Out));
        foreach (IGrouping<string, string[]> inner in Commands.Select(row => row.Data.Split(' ')).Where(c => c.Length > 1).GroupBy(c => c[0]))
            Assert.Equal(inner.Select(c => c[1]), Names((await CliRun.Of(inner.Key, "--help")).Out));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_option_has_its_row(string command)
    {
        CliRun help = await CliRun.Of([.. command.Split(' '), "--help"]);
        Assert.Equal(ExitCodes.Done, help.ExitCode);
        string[] shown = [.. HelpOption().Matches(help.Out).Select(m => m.Groups[1].Value).Where(o => o != "--help").Order(StringComparer.Ordinal)];
        if (command != "completion") Assert.NotEmpty(shown); // It has an argument only.
        string[] written = [.. Row().Matches(Section(command)).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.Equal(shown, written);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_names_one_default_at_most(string command)
    {
        CliRun help = await CliRun.Of([.. command.Split(' '), "--help"]);
        Assert.DoesNotContain(help.Out.Split('\n'), line => line.Split("[default: ").Length > 2);
    }

    private static string Section(string command)
    {
        string document = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "cli.md"));
        string heading = $"\n### `pipeline {command}";
        int start = document.IndexOf(heading, StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/cli.md has no section of {command}");
        int end = document.IndexOf("\n###", start + heading.Length, StringComparison.Ordinal);
        return end < 0 ? document[start..] : document[start..end];
    }

    private static string[] Names(string help)
    {
        string commands = help[help.IndexOf("Commands:", StringComparison.Ordinal)..];
        return [.. Command().Matches(commands[..commands.IndexOf("\n\n", StringComparison.Ordinal)]).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex(@"^  ([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^  (?:-\S+, )*(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex HelpOption();

    [GeneratedRegex(@"^\| `(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
