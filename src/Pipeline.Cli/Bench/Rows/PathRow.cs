using Pipeline.Cli.Bench.Input;
using Pipeline.Cli.Bench.Measure;
using Pipeline.Engine.Running;
using Pipeline.Log;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>The whole path: a log on disk into registered epochs, with its snapshots, the last one at the graceful end included.</summary>
internal sealed class PathRow(string name, InputKind kind, int processors) : IBenchRow
{
    public string Name => name;

    public string What => $"log to registered epochs, {kind.ToString().ToLowerInvariant()} events, {processors} core{(processors == 1 ? "" : "s")}";

    public BenchResult Run(BenchRun run)
    {
        string log = run.Input.Log(kind);
        return PinnedThread.Run(processors, () =>
        {
            WarmUp.Engine(run, log, processors);
            using WorkFolder folder = new(run.Options, log);
            long end = LogFolder.Open(log).End(0);
            Meter meter = new(wholeProcess: true);
            using PipelineEngine engine = new(new EngineOptions
            {
                Data = folder.Data,
                Shards = processors,
                Threads = processors,
                UntilEnd = true,
                Say = run.Say,
            });
            using EngineWait wait = new(engine, end);
            meter.Start();
            engine.Run(run.Stop);
            meter.Stop();
            run.Stop.ThrowIfCancellationRequested();
            double registered = wait.Finish();
            return BenchResult.Of(name, end, meter) with
            {
                More =
                [
                    ("seconds_until_registered", registered),
                    ("epochs", engine.Epochs),
                    ("epoch_share", engine.HeldForEpochs.TotalSeconds / Math.Max(registered, 1e-9)),
                ],
            };
        });
    }
}
