using System.Text.RegularExpressions;

namespace Pipeline.Cli.Tests.Frame;

/// <summary>What people do wrong: each is refused with its exit code, names what is wrong, says what to do, and leaves standard output empty.</summary>
public sealed partial class CommonMistakeTests(MistakeFolder mistakes) : IClassFixture<MistakeFolder>
{
    [Theory]
    [InlineData("staus --data {shop}", 2, "staus", "pipeline --help")]
    [InlineData("status --data {shop} --colour red", 2, "--colour", "pipeline status --help")]
    [InlineData("status", 2, "--data", "pipeline status --help")]
    [InlineData("status --data", 2, "--data", "pipeline status --help")]
    [InlineData("status --data {none}", 6, "{none} is not there", "pipeline import --data {none}")]
    [InlineData("status --data {file}", 6, "{file} is a file", "folder")]
    [InlineData("export --data {none} --export {out}", 6, "{none} is not there", "pipeline import")]
    [InlineData("export --data {shop} --export {file}", 2, "{file}", "folder")]
    [InlineData("status --data {uncounted}", 6, "{uncounted} holds no epoch", "pipeline run --data {uncounted}")]
    [InlineData("status --data {damaged}", 5, "registry", "pipeline doctor --data {damaged}")]
    [InlineData("status --data {held}", 4, "{held}", "when it is done")]
    [InlineData("status --data {newer}", 5, "version 99", "newer program")]
    [InlineData("run --data {file}", 6, "{file} is a file", "folder")]
    [InlineData("run --data {held}", 4, "{held}", "stop it")]
    [InlineData("run --data {damaged}", 5, "registry", "--rebuild")]
    [InlineData("run --data {shop} --settings {none}", 6, "{none}", "Check the path")]
    [InlineData("run --data {shop} --settings {folder}", 6, "{folder} is a folder", "Name the file")]
    [InlineData("run --data {shop} --settings {typo.json}", 2, "$.horizn", "docs/settings.md")]
    [InlineData("run --data {shop} --settings {broken.json}", 2, "{broken.json}", "docs/settings.md")]
    [InlineData("run --data {shop} --settings {other.json} --until-end", 2, "$.session_gap", "--rebuild")]
    [InlineData("run --data {shop} --horizon 1.5h", 2, "1.5h", "pipeline run --help")]
    [InlineData("run --data {shop} --horizon 999d", 2, "--horizon", "366d")]
    [InlineData("run --data {shop} --shards 0", 2, "--shards: 0", "pipeline run --help")]
    [InlineData("run --data {shop} --rebuild --registry-put-back", 2, "only one of them", "pipeline run --help")]
    [InlineData("generate --output {out} --events many", 2, "many", "50k")]
    [InlineData("generate --output {out} --start tomorrow", 2, "tomorrow", "pipeline generate --help")]
    [InlineData("generate --events 10", 2, "--output", "pipeline generate --help")]
    [InlineData("import --data {new}", 2, "FILE is missing", "pipeline import --help")]
    [InlineData("import --data {new} {none}", 2, "{none}: there is no such file", "pipeline import --help")]
    [InlineData("import --data {new} {folder}", 2, "{folder}: is a folder", "name the files in it")]
    [InlineData("import --data {file} {shop.ndjson}", 6, "{file} is a file", "folder")]
    [InlineData("import --data {zipped} {cut.gz}", 6, "cut.gz", "again")]
    [InlineData("import --data {new} --map {none} {shop.csv}", 6, "{none}", "Check the path")]
    [InlineData("import --data {new} --map {bad.map.json} {shop.csv}", 2, "colums", "docs/import.md")]
    [InlineData("map {folder}", 2, "{folder}", "pipeline map --help")]
    [InlineData("replay --input {shop.ndjson} --data {shop} --export {out}", 2, "{shop} is not fresh", "not there yet")]
    [InlineData("replay --data {shop} --from 99999 --export {out}", 2, "99999", "pipeline replay --help")]
    [InlineData("query --data {shop} site-day", 2, "site-days", "pipeline explain")]
    [InlineData("query --data {shop} site-days --fields revenu", 2, "revenu", "pipeline explain site-days")]
    [InlineData("query --data {shop} site-days --from yesterdy", 2, "yesterdy", "2026-01-05")]
    [InlineData("query --data {shop} site-days --top many", 2, "many", "pipeline query --help")]
    [InlineData("query --data {shop} site-days 1999-01-01", 2, "1999-01-01", "An id is made of")]
    [InlineData("explain revenu", 2, "revenu", "pipeline explain")]
    [InlineData("verify --data {shop} --passes 0", 2, "--passes: 0", "pipeline verify --help")]
    [InlineData("rebuild --data {none}", 6, "{none} is not there", "pipeline run")]
    [InlineData("demo --for 5", 2, "'5'", "pipeline demo --help")]
    [InlineData("completion tcsh", 2, "tcsh", "pipeline completion --help")]
    public async Task A_mistake_is_told_with_what_to_do(string line, int exitCode, string culprit, string advice)
    {
        CliRun run = await CliRun.Of(line.Split(' ').Select(Filled).ToArray());
        Assert.Equal((exitCode, "", 0), (run.ExitCode, run.Out, run.Bytes.Length));
        Assert.StartsWith("pipeline: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(Filled(culprit), run.Error, StringComparison.Ordinal);
        Assert.Contains(Filled(advice), run.Error, StringComparison.Ordinal);
        Assert.Contains("  → ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
    }

    private string Filled(string text) => Name().Replace(text, match => mistakes.PathOf(match.Groups[1].Value));

    [GeneratedRegex(@"\{([a-z.]+)\}")]
    private static partial Regex Name();
}
