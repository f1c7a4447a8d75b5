using System.Text.RegularExpressions;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;

namespace Pipeline.Cli.Tests.Documents;

/// <summary><c>docs/query.md</c> shows what its commands really print, of the sample.</summary>
public sealed partial class QueryDocumentTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-query-docs-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_document_shows_what_the_commands_print()
    {
        string data = Path.Combine(folder.FullName, "shop"), document = Path.Combine(RepositoryRoot.Path, "docs", "query.md");
        await CliRun.Of("import", "--data", data, Path.Combine(RepositoryRoot.Path, "samples", "shop.ndjson"));
        await CliRun.Of("run", "--data", data, "--until-end");
        string text = await File.ReadAllTextAsync(document, TestContext.Current.CancellationToken);
        Match[] blocks = [.. Block().Matches(text).Cast<Match>()];
        Assert.True(blocks.Length >= 10);
        foreach (Match block in blocks)
        {
            string line = block.Groups["line"].Value;
            string[] arguments = [.. Word().Matches(line).Cast<Match>().Select(w => w.Value.Trim('\'')).Select(w => w == "shop" ? data : w)];
            if (arguments[0] == "query" && !arguments.Contains("--format") && !arguments.Contains("--json")) arguments = [.. arguments, "--format", "table"];
            CliRun run = await CliRun.Of(arguments);
            string printed = run.ExitCode == ExitCodes.Done ? run.Out : run.Error;
            Assert.True(printed == block.Groups["output"].Value, $"docs/query.md, pipeline {line}\n{printed}");
        }
    }

    [GeneratedRegex("^```\n\\$ pipeline (?<line>.+)\n(?<output>(?:.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
