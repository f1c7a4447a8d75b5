using Pipeline.Cli.Bench.Input;
using Pipeline.Core.Decoding;
using Pipeline.Core.Documents;
using Pipeline.Core.Settings;
using Pipeline.Engine;
using Pipeline.Engine.Feeds;
using Pipeline.Log;
using Pipeline.Reference;

namespace Pipeline.Cli.Bench;

/// <summary>What is measured must also be right: the documents of the first million events, byte by byte against the reference.</summary>
internal static class BenchCheck
{
    private const long Records = 1_000_000;

    /// <summary>Whether all are equal; says which are not.</summary>
    internal static bool Run(BenchRun run)
    {
        string log = run.Input.Log(InputKind.Ordinary);
        run.Say($"check: the reference over the first {Records:N0} events");
        FoldSettings settings = new();
        using ReferenceResult expected = ReferenceRun.Run(Source(log), new ReferenceOptions { Fold = settings });
        run.Say("check: the engine");
        using LogFeed feed = new(LogFolder.Open(log)) { EndsAtLimits = true };
        feed.Partitions[0].Begin(0);
        feed.Partitions[0].Limit = Math.Min(Records, feed.Partitions[0].End);
        using Replay replay = new(settings, 1, EngineDefaults.Shards);
        replay.Run(feed, EngineDefaults.Threads, run.Stop);
        bool same = replay.Read(source => Array.TrueForAll([.. Collections.All.Select(c => Same(run, source, c, expected))], equal => equal));
        run.Say(same ? "check: every collection is equal" : "check: not equal");
        return same;
    }

    private static bool Same(BenchRun run, DocumentSource source, string collection, ReferenceResult expected)
    {
        long line = 0, differences = 0;
        using IEnumerator<byte[]> wanted = ((IEnumerable<byte[]>)expected.Collections[collection]).GetEnumerator();
        source.Render(collection, got =>
        {
            line++;
            if (!wanted.MoveNext() || !got.SequenceEqual(wanted.Current)) differences++;
        });
        if (!wanted.MoveNext() && differences == 0) return true;
        run.Say($"check: {collection} differs in {differences:N0} of {line:N0} lines, or ends early");
        return false;
    }

    private static IEnumerable<SourceRecord> Source(string log)
    {
        foreach (RawBlock block in LogBlocks.Read(log, Records))
        {
            for (int i = 0; i < block.Count; i++)
            {
                RecordSpan record = block.Records[i];
                yield return new SourceRecord(
                    0, block.From + i, block.Buffer.AsSpan(record.Start, record.Length).ToArray(), record.LogTimestamp);
            }
        }
    }
}
