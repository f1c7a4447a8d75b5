using Pipeline.Core.Settings;
using Pipeline.Testing.Data;
using Pipeline.Testing.Streams;

namespace Pipeline.Reference.Tests;

public sealed class StreamPropertyTests
{
    private static readonly string[] NamingPartitions = [CollectionNames.Ledger, CollectionNames.DeadLetters, CollectionNames.Late];

    private static FoldSettings Settings(int seed) => new() { Funnels = new FunnelMaker(seed).Make(6) };

    private static Dictionary<string, string> Run(IEnumerable<MadeRecord> records, ReferenceOptions options)
    {
        IEnumerable<SourceRecord> source = RecordFile.Partitioned(records.Select(r => (ReadOnlyMemory<byte>)r.Bytes), options.Partitions);
        using ReferenceResult result = ReferenceRun.Run(source, options);
        return result.Collections.Keys.ToDictionary(name => name, name => string.Join('\n', result.Texts(name)));
    }

    private static void AssertEqual(Dictionary<string, string> expected, Dictionary<string, string> actual, int seed, params string[] aside)
    {
        foreach ((string name, string lines) in expected)
            if (!aside.Contains(name)) Assert.True(lines == actual[name], $"Seed {seed}: {name} differs.\n{lines}\n--- is\n{actual[name]}");
    }

    [Fact]
    public void Passes_and_files_change_no_byte()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            List<MadeRecord> records = new StreamMaker(seed, new StreamShape { Users = 8, LineEnds = true }).Make(300);
            var options = new ReferenceOptions { Fold = Settings(seed), Partitions = 3 };
            AssertEqual(Run(records, options), Run(records, options with { Passes = 5, MaxLineBytesInMemory = 2_000 }), seed);
        }
    }

    [Fact]
    public void Order_inside_the_horizon_and_partitions_change_no_byte()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            StreamShape shape = StreamShape.OrderFree with { Windows = FunnelMaker.AllWindows };
            List<MadeRecord> records = new StreamMaker(seed, shape).Make(300);
            List<MadeRecord> shuffled = HorizonShuffle.Shuffle(records, seed, shape.HorizonMilliseconds);
            var options = new ReferenceOptions { Fold = Settings(seed) };
            Dictionary<string, string> expected = Run(records, options);
            Assert.Contains("\"duplicates\":0,\"late\":0", expected[CollectionNames.Ledger]);
            AssertEqual(expected, Run(shuffled, options with { Partitions = 1 + (seed % 4) }), seed, NamingPartitions);
        }
    }

    [Fact]
    public void Shuffling_a_burst_makes_nothing_late()
    {
        StreamShape shape = StreamShape.OrderFree with { Users = 1, Burst = 1 };
        List<MadeRecord> records = new StreamMaker(1, shape).Make(50);
        List<MadeRecord> shuffled = HorizonShuffle.Shuffle(records, 1, shape.HorizonMilliseconds);
        Assert.NotEqual(records, shuffled);
        var options = new ReferenceOptions { Fold = Settings(1) };
        AssertEqual(Run(records, options), Run(shuffled, options), 1, NamingPartitions);
    }

    [Fact]
    public void Streams_hold_what_they_promise()
    {
        var seen = new HashSet<string>();
        for (int seed = 0; seed < 40; seed++)
        {
            Dictionary<string, string> result = Run(
                new StreamMaker(seed, new StreamShape { Malformed = 0.3, Duplicate = 0.2, LineEnds = true }).Make(400),
                new ReferenceOptions { Fold = Settings(seed) });
            var ledger = System.Text.Json.JsonDocument.Parse(result[CollectionNames.Ledger]).RootElement;
            long Of(string field) => ledger.GetProperty(field).GetInt64();
            Assert.Equal(Of("records"), Of("accepted") + Of("duplicates") + Of("late") + Of("rejected"));
            foreach (string field in (string[])["duplicates", "late"])
                if (Of(field) > 0) seen.Add(field);
            foreach (string field in (string[])["converted", "excluded"])
                if (result[CollectionNames.FunnelDays].Split('\n').Any(line => line.Length > 0 && !line.Contains($"\"{field}\":0"))) seen.Add(field);
            if (result[CollectionNames.Users].Contains("\"step\":")) seen.Add("open");
            foreach (string line in result[CollectionNames.DeadLetters].Split('\n', StringSplitOptions.RemoveEmptyEntries))
                seen.Add(System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("reason").GetString()!);
        }

        Assert.Equal(
            [
                "bad_timestamp", "converted", "duplicate_key", "duplicates", "excluded", "late", "missing_field", "not_an_object", "not_json",
                "not_utf8", "open", "out_of_range", "too_large", "unknown_event_type", "wrong_type",
            ],
            seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_seed_makes_the_same_stream_and_the_same_funnels()
    {
        Assert.Equal(
            new StreamMaker(7).Make(200).Select(record => record.ToString()), new StreamMaker(7).Make(200).Select(record => record.ToString()));
        Assert.Equal(
            FunnelJson.Of(new FunnelMaker(7).Make(9)).ToJsonString(), FunnelJson.Of(new FunnelMaker(7).Make(9)).ToJsonString());
    }
}
