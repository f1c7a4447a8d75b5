using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Engine.Running;
using Pipeline.Engine.Tests.Kills;
using Pipeline.Engine.Tests.Rebuilds;

namespace Pipeline.Engine.Tests.Running;

/// <summary>Whoever reads an epoch keeps the engine's memory, also when the engine is disposed meanwhile.</summary>
public sealed class EpochReadingTests : IDisposable
{
    private readonly MadeFolder _folder = new();

    private string Export => Path.Combine(_folder.Data, "..", "exported");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_engine_waits_for_who_still_exports()
    {
        using PipelineEngine engine = Run(out EpochReading reading, TestContext.Current.CancellationToken);
        using ManualResetEventSlim begun = new(), mayGoOn = new();
        Task exporting = Task.Run(
            () =>
            {
                using (reading)
                {
                    ExportWriter.Write(reading.Source, Export, collection =>
                    {
                        begun.Set();
                        mayGoOn.Wait(TestContext.Current.CancellationToken);
                    });
                }

                reading.Dispose(); // Twice is once.
            },
            TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);
        Task disposing = Task.Run(engine.Dispose, TestContext.Current.CancellationToken);
        Assert.ThrowsAny<OperationCanceledException>(() => ReadUntilRefused(engine));
        Assert.False(disposing.IsCompleted, "freed under a reader");
        mayGoOn.Set();
        await exporting;
        await disposing;
        string stored = Path.Combine(_folder.Data, "..", "stored");
        ExportFiles.Write(_folder.Data, stored);
        ExportFiles.AssertSame(stored, Export, "exported while the engine was disposed");
        Assert.Throws<ObjectDisposedException>(() => engine.Status());
    }

    [Fact]
    public void An_export_ends_at_the_next_line_once_it_is_cancelled()
    {
        using PipelineEngine engine = Run(out EpochReading reading, TestContext.Current.CancellationToken);
        using (reading)
        using (CancellationTokenSource stop = new())
        {
            Assert.Throws<OperationCanceledException>(() => ExportWriter.Write(reading.Source, Export, _ => stop.Cancel(), stop.Token));
            Assert.False(Directory.Exists(Export), "a cancelled export left something");
        }
    }

    [Fact]
    public void A_reader_who_waits_no_longer_is_not_waited_for()
    {
        _folder.Append(1, records: 500, partitions: 2);
        PipelineEngine engine = new(OptionsOf(untilEnd: true));
        Assert.Throws<OperationCanceledException>(() => engine.Read(new CancellationToken(canceled: true)));
        engine.Run(TestContext.Current.CancellationToken);
        long before = TimeProvider.System.GetTimestamp();
        engine.Dispose();
        Assert.True(TimeProvider.System.GetElapsedTime(before) < TimeSpan.FromSeconds(25), "waited for a reading that nobody has");
    }

    /// <summary>Shards go on between a seal and the next: only where all of them stand at the cut is it the epoch's state.</summary>
    [Fact]
    public async Task Whatever_is_read_while_it_goes_on_is_of_the_epoch_that_it_names()
    {
        const int Records = 40_000, Partitions = 2;
        _folder.Append(1, Records, Partitions);
        using PipelineEngine engine = new(OptionsOf(untilEnd: false));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task running = Task.Run(() => engine.Run(stop.Token), stop.Token);
        long next = 0;
        while (next < Records)
        {
            using EpochReading reading = engine.Read(stop.Token);
            next = reading.View.Cut.Positions.Sum();
            EngineStatus status = engine.Status();
            Assert.True(
                status.Ledger.Select(l => (l.Position, l.Records, l.Accepted + l.Duplicates + l.Late + l.Rejected))
                    .SequenceEqual(status.Epoch.Positions.Select(to => (to, to, to))),
                $"epoch {status.Epoch.Number} ends at {string.Join(' ', status.Epoch.Positions)}, its ledger says {string.Join(' ', status.Ledger.Select(l => l.Records))}");
            foreach (ShardView shard in reading.View.Shards)
            {
                for (int p = 0; p < reading.View.Cut.Positions.Count; p++)
                {
                    Assert.True(
                        shard.Ledger[p].Position == reading.View.Cut.Positions[p],
                        $"epoch {reading.View.Cut.Number} ends partition {p} at {reading.View.Cut.Positions[p]}, shard {shard.Number} stands at {shard.Ledger[p].Position}");
                }
            }
        }

        await stop.CancelAsync();
        await running;
    }

    /// <summary>An engine that has run and was stopped, and a reading of it that was taken meanwhile.</summary>
    private PipelineEngine Run(out EpochReading reading, CancellationToken cancellation)
    {
        _folder.Append(1, records: 3_000, partitions: 2);
        PipelineEngine engine = new(OptionsOf(untilEnd: false));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task running = Task.Run(() => engine.Run(stop.Token), cancellation);
        do
        {
            reading = engine.Read(cancellation);
            if (reading.View.Cut.Positions.Sum() == 3_000) break;
            reading.Dispose();
        }
        while (true);
        stop.Cancel();
        running.GetAwaiter().GetResult();
        return engine;
    }

    private EngineOptions OptionsOf(bool untilEnd) =>
        new() { Data = _folder.Data, Settings = new PipelineSettings(), Shards = 2, UntilEnd = untilEnd };

    /// <summary>Nobody answers: the engine does not run any more. Waits for it to say so.</summary>
    private static void ReadUntilRefused(PipelineEngine engine)
    {
        using EpochReading never = engine.Read(TestContext.Current.CancellationToken);
    }
}
