using System.Text;
using Pipeline.Core.Decoding;
using Pipeline.Core.Settings;
using Pipeline.Reference;
using Pipeline.Testing;
using Pipeline.Testing.Streams;

namespace Pipeline.Engine.Tests;

/// <summary>The fold and the reference share no code: over seeded streams, funnels and layouts they must give the same bytes.</summary>
public sealed class FoldAgainstReferenceTests
{
    private static readonly int[] PartitionCounts = [1, 2, 3, 8];
    private static readonly int[] ShardCounts = [1, 4, 32];
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("PIPELINE_SEEDS") ?? "300", null);

    /// <summary><c>PIPELINE_SEEDS</c> says how many, <c>PIPELINE_SEED</c> names a single one to look at.</summary>
    [Fact]
    public void Equal_over_seeded_streams_funnels_partitions_and_shards()
    {
        if (Environment.GetEnvironmentVariable("PIPELINE_SEED") is { } chosen)
        {
            Compare(int.Parse(chosen, null));
            return;
        }

        for (int seed = 1; seed <= Seeds; seed++) Compare(seed);
    }

    /// <summary>Two shoppers with thousands of events inside the horizon: their blocks span pages and hold checkpoints.</summary>
    [Fact]
    public void Equal_for_shoppers_with_thousands_of_kept_events()
    {
        for (int seed = 1; seed <= Math.Max(Seeds / 30, 1); seed++)
        {
            var random = new Random(seed);
            int partitions = random.Next(1, 3);
            Compare(
                seed,
                random,
                new StreamShape { Users = 2, Products = 7, HorizonMilliseconds = 40L * 86_400_000, Windows = FunnelMaker.AllWindows },
                random.Next(2_000, 9_000),
                partitions);
        }
    }

    internal static void AssertSame(ReferenceResult expected, Dictionary<string, List<byte[]>> actual, string what)
    {
        foreach ((string collection, List<byte[]> lines) in actual)
        {
            List<string> wanted = [.. expected.Texts(collection)];
            List<string> got = [.. lines.Select(Encoding.UTF8.GetString)];
            for (int i = 0; i < Math.Max(wanted.Count, got.Count); i++)
            {
                string want = i < wanted.Count ? wanted[i] : "(none)", have = i < got.Count ? got[i] : "(none)";
                Assert.True(want == have, $"{what}: {collection} line {i}\nreference {want}\nfold      {have}");
            }
        }
    }

    private static void Compare(int seed)
    {
        var random = new Random(seed);
        int partitions = PartitionCounts[random.Next(4)];
        var shape = new StreamShape
        {
            HorizonMilliseconds = random.Next(4) switch { 0 => 60_000, 1 => 40L * 86_400_000, _ => 3_600_000 },
            Windows = FunnelMaker.AllWindows,
            LogTimestamps = random.Next(2) == 0,
            EventIds = random.Next(2) * 0.5,
        };
        Compare(seed, random, shape, random.Next(50, 1500), partitions);
    }

    private static void Compare(int seed, Random random, StreamShape shape, int count, int partitions)
    {
        int shards = ShardCounts[random.Next(3)];
        var fold = new FoldSettings
        {
            Funnels = random.Next(3) == 0 ? FunnelDefinition.Defaults : new FunnelMaker(seed).Make(random.Next(1, 7)),
            HorizonMilliseconds = shape.HorizonMilliseconds,
        };
        var next = new long[partitions];
        List<SourceRecord> records = [];
        foreach (MadeRecord made in new StreamMaker(seed, shape).Make(count))
        {
            int p = (int)(RecordDecoder.RouteHash(made.Bytes) % (ulong)partitions);
            records.Add(new SourceRecord(p, next[p]++, made.Bytes, made.LogTimestamp));
        }

        using ReferenceResult expected = ReferenceRun.Run(records, new ReferenceOptions { Fold = fold, Partitions = partitions });
        AssertSame(
            expected,
            CoreRun.Run(records, fold, partitions, shards, seed),
            $"seed {seed}, {partitions} partitions, {shards} shards, horizon {fold.HorizonMilliseconds}");
    }
}
