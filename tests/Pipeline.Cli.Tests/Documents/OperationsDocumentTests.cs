using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;

namespace Pipeline.Cli.Tests.Documents;

/// <summary><c>docs/operations.md</c> shows what its commands really print, of the sample, one after the other.</summary>
public sealed partial class OperationsDocumentTests : IDisposable
{
    private const string Prompt = "$ pipeline ", Unseen = " > /dev/null";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-operations-docs-");

    private string Data => Path.Combine(folder.FullName, "shop");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_document_shows_what_the_commands_print()
    {
        string text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"), TestContext.Current.CancellationToken);
        Match[] blocks = [.. Block().Matches(text).Cast<Match>()];
        Assert.True(blocks.Length >= 6);
        foreach (Match block in blocks) Assert.Equal(block.Groups["lines"].Value, await Print(block.Groups["lines"].Value));
    }

    /// <summary>A block as its commands would print it.</summary>
    private async Task<string> Print(string lines)
    {
        StringBuilder printed = new();
        foreach (string line in lines.Split('\n').Where(l => l.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            bool isUnseen = line.EndsWith(Unseen, StringComparison.Ordinal);
            CliRun run = await CliRun.Of([.. Word().Matches(line[Prompt.Length..].Replace(Unseen, "", StringComparison.Ordinal)).Select(w => Argument(w.Value.Trim('\'')))]);
            printed.Append(line).Append('\n');
            if (!isUnseen) printed.Append(run.ExitCode is ExitCodes.Done or ExitCodes.Difference ? run.Out.Replace(Data, "shop", StringComparison.Ordinal) : run.Error);
        }

        return printed.ToString();
    }

    private string Argument(string word) => word == "shop" ? Data
        : word.StartsWith("samples/", StringComparison.Ordinal) ? Path.Combine(RepositoryRoot.Path, word) : word;

    [GeneratedRegex("^```\n(?<lines>\\$ pipeline (?:.*\n)*?)```$", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
