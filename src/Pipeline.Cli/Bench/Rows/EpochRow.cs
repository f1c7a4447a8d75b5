using Pipeline.Cli.Bench.Input;
using Pipeline.Cli.Bench.Measure;
using Pipeline.Cli.Commands;
using Pipeline.Core.Decoding;
using Pipeline.Engine.Running;
using Pipeline.Log;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>Events arrive at a steady rate and the engine keeps up: the share of the time in which readers are held for epochs.</summary>
internal sealed class EpochRow : IBenchRow
{
    private const long PerSecond = 500_000, Longest = 10_000_000;

    public string Name => "epoch";

    public string What => $"epochs under a steady {PerSecond:N0} events/s";

    public BenchResult Run(BenchRun run)
    {
        string source = run.Input.Log(InputKind.Ordinary);
        WarmUp.Core(source);
        using WorkFolder folder = new(run.Options);
        using LogWriter writer = LogWriter.Open(folder.LogFolder, new LogWriterOptions { Partitions = 1 });
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        long events = Math.Min(Longest, run.Options.Events);
        using PipelineEngine engine = new(new EngineOptions { Data = folder.Data, Say = run.Say });
        Thread feeding = new(() => Feed(writer, source, events, run.Stop)) { IsBackground = true };
        Meter meter = new(wholeProcess: true);
        using EngineWait wait = new(engine, events, ended.Cancel);
        meter.Start();
        feeding.Start();
        engine.Run(ended.Token);
        meter.Stop();
        run.Stop.ThrowIfCancellationRequested();
        feeding.Join();
        double seconds = wait.Finish();
        return BenchResult.Of(Name, events, meter) with
        {
            More =
            [
                ("epochs", engine.Epochs),
                ("epoch_share", engine.HeldForEpochs.TotalSeconds / Math.Max(seconds, 1e-9)),
                ("milliseconds_per_epoch", engine.HeldForEpochs.TotalMilliseconds / Math.Max(engine.Epochs, 1)),
            ],
        };
    }

    private static void Feed(LogWriter writer, string source, long events, CancellationToken stop)
    {
        Pacer pacer = new(TimeProvider.System, PerSecond);
        long written = 0;
        foreach (RawBlock block in LogBlocks.Read(source, events))
        {
            if (stop.IsCancellationRequested) return;
            foreach (RecordSpan record in block.Records.AsSpan(0, block.Count)) writer.Append(0, block.Buffer.AsSpan(record.Start, record.Length));
            written += block.Count;
            if (pacer.IsAhead(written)) pacer.Wait(written, stop);
        }

        writer.Flush();
    }
}
