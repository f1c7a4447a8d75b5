using Pipeline.Cli.Tests.Frame;

namespace Pipeline.Cli.Tests.Documents;

/// <summary>The sample is what the generator makes, and the README shows what the first command really gives.</summary>
public sealed class SampleTests
{
    private static readonly string Root = RepositoryRoot.Path;

    [Fact]
    public async Task The_sample_is_generated()
    {
        string[] arguments =
        [
            "generate", "--events", "1500", "--seed", "1", "--shape", "full", "--shoppers", "120", "--products", "40", "--duration", "2d",
            "--late", "0.5%", "--out-of-order", "3%", "--duplicates", "0.5%", "--malformed", "0.5%", "--odd", "1%", "--output", "-",
        ];
        CliRun run = await CliRun.Of(arguments);
        Assert.Equal(0, run.ExitCode);
        byte[] sample = await File.ReadAllBytesAsync(Path.Combine(Root, "samples", "shop.ndjson"), TestContext.Current.CancellationToken);
        Assert.True(sample.AsSpan().SequenceEqual(run.Bytes), "Generate samples/shop.ndjson again: pipeline " + string.Join(' ', arguments));
    }

    [Fact]
    public async Task The_readme_shows_what_the_sample_gives()
    {
        DirectoryInfo export = Directory.CreateTempSubdirectory();
        try
        {
            CliRun run = await CliRun.Of("replay", "--input", Path.Combine(Root, "samples", "shop.ndjson"), "--export", export.FullName);
            Assert.Equal(0, run.ExitCode);
            string readme = await File.ReadAllTextAsync(Path.Combine(Root, "README.md"), TestContext.Current.CancellationToken);
            var documents = new HashSet<string>();
            foreach (FileInfo file in export.GetFiles("*.ndjson"))
            {
                string[] lines = await File.ReadAllLinesAsync(file.FullName, TestContext.Current.CancellationToken);
                documents.UnionWith(lines);
                string row = $"│ {Path.GetFileNameWithoutExtension(file.Name),-13} │ {lines.Length,9} │";
                Assert.Contains(row, readme, StringComparison.Ordinal);
            }

            string[] shown = [.. readme.Split('\n').Where(l => l.StartsWith('{'))];
            Assert.NotEmpty(shown);
            Assert.All(shown, line => Assert.Contains(line, documents));
        }
        finally
        {
            export.Delete(recursive: true);
        }
    }
}
