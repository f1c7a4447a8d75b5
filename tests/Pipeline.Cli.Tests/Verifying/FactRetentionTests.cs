using Pipeline.Cli.Frame;
using Pipeline.Cli.Tests.Frame;
using Pipeline.Core.Epochs;
using Pipeline.Core.Facts;
using Pipeline.Store.Facts;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Tests.Verifying;

/// <summary><c>verify</c> of a folder whose retention took dead letters and late records.</summary>
public sealed class FactRetentionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pipeline-retention-");

    private string Data => Path.Combine(folder.FullName, "shop");

    private string Facts => new DataFolderPaths(Data).Facts;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task It_proves_what_is_kept_and_says_from_where_on()
    {
        string file = Path.Combine(folder.FullName, "shop.ndjson");
        await CliRun.Of("generate", "--events", "4k", "--late", "4%", "--malformed", "4%", "--out-of-order", "5%", "--output", file);
        await CliRun.Of("replay", "--input", file, "--data", Data, "--shards", "1", "--export", Path.Combine(folder.FullName, "export"));
        CliRun whole = await CliRun.Of("verify", "--data", Data);
        Assert.Equal(ExitCodes.Done, whole.ExitCode);
        Assert.DoesNotContain("Retention", whole.Out, StringComparison.Ordinal);

        Fact[] all = AllFacts();
        Keep(all);
        int kept = AllFacts().Length;
        long from = AllFacts().Min(f => f.Offset);
        Assert.InRange(kept, 2, all.Length - 2);
        CliRun text = await CliRun.Of("verify", "--data", Data), json = await CliRun.Of("verify", "--data", Data, "--json");
        Assert.Equal((ExitCodes.Done, ExitCodes.Done), (text.ExitCode, json.ExitCode));
        Assert.Contains($"Retention took {all.Length - kept} dead letters and late records", text.Out, StringComparison.Ordinal);
        Assert.Contains($"from offset {from} of partition 0 on", text.Out, StringComparison.Ordinal);
        Assert.Contains($"\"facts_taken_by_retention\": {all.Length - kept}", json.Out, StringComparison.Ordinal);

        Keep([.. all.Where((_, i) => i != all.Length - 2)]);
        CliRun lost = await CliRun.Of("verify", "--data", Data, "--json");
        Assert.Equal(ExitCodes.Difference, lost.ExitCode);
        Assert.Contains("\"differences\": 1,", lost.Out, StringComparison.Ordinal);
    }

    private Fact[] AllFacts()
    {
        using FactStore store = new(Facts);
        EpochCut everything = new(0, [long.MaxValue]);
        return [.. store.Read(FactKind.DeadLetter, everything).Concat(store.Read(FactKind.Late, everything)).OrderBy(f => f.Offset)];
    }

    /// <summary>Puts these facts into the folder as if retention had left about 16 KiB of them.</summary>
    private void Keep(Fact[] facts)
    {
        Directory.Delete(Facts, recursive: true);
        using FactStore store = new(Facts, new FactStoreOptions { SegmentBytes = 4 << 10, KeepBytes = 16 << 10 });
        foreach (Fact fact in facts) store.Append(0, [fact]);
        store.Flush(0);
    }
}
