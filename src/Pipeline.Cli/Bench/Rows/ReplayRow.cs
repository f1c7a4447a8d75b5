using Pipeline.Cli.Bench.Input;
using Pipeline.Cli.Bench.Measure;
using Pipeline.Core.Settings;
using Pipeline.Engine;
using Pipeline.Engine.Feeds;
using Pipeline.Log;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>The log into a fresh state in memory, as one epoch: the path without what makes it durable.</summary>
internal sealed class ReplayRow(int processors) : IBenchRow
{
    public string Name => $"replay.{processors}";

    public string What => $"log to state in memory, {processors} core{(processors == 1 ? "" : "s")}";

    public BenchResult Run(BenchRun run)
    {
        string log = run.Input.Log(InputKind.Ordinary);
        return PinnedThread.Run(processors, () =>
        {
            WarmUp.Core(log);
            Meter meter = new(wholeProcess: true);
            using LogFeed feed = new(LogFolder.Open(log)) { EndsAtLimits = true };
            foreach (PartitionReader partition in feed.Partitions)
            {
                partition.Begin(0);
                partition.Limit = partition.End;
            }

            using Replay replay = new(new FoldSettings(), feed.Partitions.Count, processors);
            meter.Start();
            replay.Run(feed, processors, run.Stop);
            meter.Stop();
            return BenchResult.Of(Name, replay.Total.Records, meter);
        });
    }
}
