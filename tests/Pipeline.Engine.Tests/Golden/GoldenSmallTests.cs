using System.Text;
using System.Text.Json;
using Pipeline.Core.Decoding;
using Pipeline.Core.Documents;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;
using Pipeline.Engine.Tests.Kills;
using Pipeline.Reference;
using Pipeline.Testing.Data;

namespace Pipeline.Engine.Tests.Golden;

/// <summary>A small input and every byte that it gives, checked in: what the numbers mean is seen in a diff.</summary>
public sealed class GoldenSmallTests
{
    private const string Renew = "PIPELINE_GOLDEN_RENEW";
    private static readonly string Folder = Path.Combine(DataFolder.RepositoryRoot, "tests", "Pipeline.Engine.Tests", "Golden", "Small");
    private static readonly string[] NamePartitions = [Collections.Ledger, Collections.DeadLetters, Collections.Late];

    /// <summary>No file can have these: too large to be read, and a file's records have no log timestamp.</summary>
    private static readonly RejectReason[] NotHere = [RejectReason.None, RejectReason.TooLarge, RejectReason.FutureTimestamp];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_reference_gives_the_files(int partitions)
    {
        PipelineSettings settings = SettingsReader.Read(File.ReadAllBytes(At("settings.json"))).Settings!;
        var options = new ReferenceOptions { Fold = settings.Fold, Partitions = partitions };
        using ReferenceResult result = ReferenceRun.Run(Records(partitions), options);
        foreach (string collection in Collections.All)
        {
            byte[] lines = Encoding.UTF8.GetBytes(string.Concat(result.Texts(collection).Select(l => l + '\n')));
            string golden = Golden(collection, partitions);
            bool isRenewed = partitions == 1 || NamePartitions.Contains(collection);
            if (isRenewed && Environment.GetEnvironmentVariable(Renew) is "1") File.WriteAllBytes(golden, lines);
            AssertSame(golden, lines, $"reference, {partitions} partitions");
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    public void A_replay_gives_the_files(int partitions, int shards)
    {
        string export = Directory.CreateTempSubdirectory("pipeline-golden-").FullName;
        try
        {
            PipelineProcess.Run(
                0, "replay", "--input", At("input.ndjson"), "--settings", At("settings.json"), "--partitions", $"{partitions}", "--shards", $"{shards}",
                "--export", export);
            Assert.Equal(Collections.All.Order(), Directory.GetFiles(export).Select(f => Path.GetFileNameWithoutExtension(f)).Order());
            foreach (string collection in Collections.All)
            {
                byte[] lines = File.ReadAllBytes(Path.Combine(export, collection + ".ndjson"));
                AssertSame(Golden(collection, partitions), lines, $"replay, {partitions} partitions, {shards} shards");
            }
        }
        finally
        {
            Directory.Delete(export, recursive: true);
        }
    }

    /// <summary>A golden file proves only what its input has.</summary>
    [Fact]
    public void The_input_has_every_type_and_every_reason()
    {
        Assert.All(Collections.All, collection => Assert.NotEmpty(Documents(collection)));
        JsonElement[] days = [.. Documents(Collections.SiteDays)];
        Assert.True(days.Length >= 3, "fewer than three days");
        foreach (string count in (string[])["page_views", "product_views", "add_to_carts", "purchases", "refunds"])
            Assert.True(days.Sum(d => d.GetProperty(count).GetInt64()) > 0, $"no {count}");
        IEnumerable<RejectReason> reasons = Documents(Collections.DeadLetters)
            .Select(d => Enum.Parse<RejectReason>(d.GetProperty("reason").GetString()!.Replace("_", ""), ignoreCase: true));
        Assert.Equal(Enum.GetValues<RejectReason>().Except(NotHere), reasons.Distinct().Order());
        Assert.Contains(Documents(Collections.Users), u => u.GetProperty("revenue").TryGetProperty("EUR", out JsonElement sum) && sum.GetString() == "0.0000");
    }

    private static IEnumerable<JsonElement> Documents(string collection) =>
        File.ReadAllLines(Golden(collection, 1)).Select(l => JsonDocument.Parse(l).RootElement);

    private static string Golden(string collection, int partitions) =>
        At(partitions == 1 || !NamePartitions.Contains(collection) ? "expected" : "expected-3-partitions", collection + ".ndjson");

    private static string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>
    /// Lines by the letter of semantics §1: without LF or CRLF, an empty one is no record. Which partition a record goes to is no part of
    /// what numbers mean, so the engine's rule is taken.
    /// </summary>
    private static IEnumerable<SourceRecord> Records(int partitions)
    {
        var next = new long[partitions];
        foreach (ReadOnlyMemory<byte> line in RecordFile.Lines(At("input.ndjson")))
        {
            ReadOnlyMemory<byte> record = line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
            if (record.Length == 0) continue;
            int partition = (int)(RecordDecoder.RouteHash(record.Span) % (ulong)partitions);
            yield return new SourceRecord(partition, next[partition]++, record);
        }
    }

    private static void AssertSame(string golden, byte[] lines, string what)
    {
        byte[] expected = File.ReadAllBytes(golden);
        if (expected.AsSpan().SequenceEqual(lines)) return;
        string[] wanted = Encoding.UTF8.GetString(expected).Split('\n'), got = Encoding.UTF8.GetString(lines).Split('\n');
        int line = wanted.Zip(got).TakeWhile(p => p.First == p.Second).Count();
        Assert.Fail(
            $"{what}: {Path.GetFileName(golden)} line {line + 1}\nexpected {wanted.ElementAtOrDefault(line)}\ngot      {got.ElementAtOrDefault(line)}\n"
            + $"If this is meant: {Renew}=1, see Golden/Small/README.md.");
    }
}
