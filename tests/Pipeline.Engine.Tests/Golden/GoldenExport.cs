using System.Text.Json;
using Pipeline.Core.Documents;
using Pipeline.Core.Settings;
using Pipeline.Engine.Feeds;

namespace Pipeline.Engine.Tests.Golden;

/// <summary>What is compared of one replay: hashes, the ledger's sum, and documents where they are asked for.</summary>
internal sealed class GoldenExport
{
    /// <summary>By collection.</summary>
    public required Dictionary<string, string> Hashes { get; init; }

    /// <summary>Records, accepted, duplicates, late and rejected over all partitions.</summary>
    public required string Ledger { get; init; }

    /// <summary>Documents of the collections that were asked for.</summary>
    public required Dictionary<string, List<JsonElement>> Documents { get; init; }

    /// <summary>Replays a stream.</summary>
    public static GoldenExport Of(Func<Stream> input, FoldSettings settings, int partitions, int shards, params string[] documents)
    {
        using var replay = new Replay(settings, partitions, shards);
        using var feed = new FileFeed(new LineReader([input]), partitions);
        replay.Run(feed, EngineDefaults.Threads, TestContext.Current.CancellationToken);
        var total = replay.Total;
        return new GoldenExport
        {
            Hashes = replay.Read(ExportDigest.Of),
            Ledger = $"{total.Records} {total.Accepted} {total.Duplicates} {total.Late} {total.Rejected}",
            Documents = replay.Read(source => documents.ToDictionary(name => name, name => Parse(source, name))),
        };
    }

    /// <summary>Both have the same bytes in every collection whose bytes do not depend on partitions.</summary>
    public static void AssertSame(GoldenExport expected, GoldenExport actual, string what)
    {
        string[] others = [.. Collections.Invariant.Where(name => expected.Hashes[name] != actual.Hashes[name])];
        Assert.True(others.Length == 0, $"{what}: other bytes in {string.Join(", ", others)}");
        Assert.True(expected.Ledger == actual.Ledger, $"{what}: ledger {actual.Ledger} instead of {expected.Ledger}");
    }

    private static List<JsonElement> Parse(DocumentSource source, string collection)
    {
        List<JsonElement> all = [];
        source.Render(collection, line => all.Add(JsonDocument.Parse(line.ToArray()).RootElement));
        return all;
    }
}
