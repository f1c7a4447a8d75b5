using Pipeline.Cli.Bench.Measure;
using Pipeline.Core.Decoding;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Generator;
using Pipeline.Log;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>A start after a crash: a snapshot of a million shoppers is read, and five million events behind it are folded again.</summary>
internal sealed class RecoveryRow : IBenchRow
{
    private const int FullShoppers = 1_000_000, FullEvents = 5_000_000;
    private const long Start = 1_767_571_200_000, Day = 86_400_000;

    public string Name => "recovery";

    public string What => "a snapshot of 1 M shoppers and 5 M events since";

    public BenchResult Run(BenchRun run)
    {
        int shoppers = run.Options.Scaled(FullShoppers, 1_000), events = run.Options.Scaled(FullEvents, 5_000);
        using WorkFolder folder = new(run.Options);
        run.Say("recovery: the snapshot");
        Append(folder, log => new IdleShape().Write(block => Append(log, block), shoppers, Start - Day, run.Stop));
        using (PipelineEngine first = Open(run, folder, untilEnd: true)) first.Run(run.Stop);
        run.Say("recovery: the events since");
        Append(folder, log => Generate(log, events, shoppers, run));
        long end = LogFolder.Open(folder.LogFolder).End(0);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        Meter meter = new(wholeProcess: true);
        meter.Start();
        using PipelineEngine engine = Open(run, folder, untilEnd: false);
        using EngineWait wait = new(engine, end, () =>
        {
            meter.Stop();
            ended.Cancel();
        });
        engine.Run(ended.Token);
        run.Stop.ThrowIfCancellationRequested();
        wait.Finish();
        return BenchResult.Of(Name, events, meter) with { More = [("shoppers", shoppers)] };
    }

    /// <summary>No snapshot comes between, so that all the events are behind the one that is read.</summary>
    private static PipelineEngine Open(BenchRun run, WorkFolder folder, bool untilEnd) => new(new EngineOptions
    {
        Data = folder.Data,
        UntilEnd = untilEnd,
        Settings = new PipelineSettings { Snapshots = new SnapshotSettings { RecoveryBudgetMilliseconds = 3_600_000 } },
        Say = run.Say,
    });

    private static void Append(WorkFolder folder, Action<LogWriter> write)
    {
        using LogWriter log = LogWriter.Open(folder.LogFolder, new LogWriterOptions());
        write(log);
        log.Flush();
    }

    private static void Append(LogWriter log, RawBlock block)
    {
        foreach (RecordSpan record in block.Records.AsSpan(0, block.Count)) log.Append(0, block.Buffer.AsSpan(record.Start, record.Length));
    }

    private static void Generate(LogWriter log, int events, int shoppers, BenchRun run)
    {
        ShopGenerator generator = new(new GeneratorOptions
        {
            Events = events,
            Seed = run.Options.Seed,
            Shoppers = shoppers,
            Products = BenchOptions.Products,
        });
        while (generator.TryNext(out ReadOnlySpan<byte> record))
        {
            if ((generator.Emitted & 0xFFFF) == 0) run.Stop.ThrowIfCancellationRequested();
            log.Append(0, record);
        }
    }
}
