using Pipeline.Cli.Commands;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Verifying;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;
using Pipeline.Generator;

namespace Pipeline.Cli.Demo;

/// <summary>Runs the demo: a shop that sells into a folder's log, the durable engine that follows it, and eyes on its registered epochs.</summary>
internal sealed class DemoRun(CliContext context, DemoRequest request, string data)
{
    private const string Currency = "EUR";

    /// <summary>How long the last events may take from the log into a registered epoch.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(60);

    private readonly DemoReader _reader = new(context.Time, Currency);

    /// <summary>Shows the numbers until the shop has closed and everything it sent is in a registered epoch.</summary>
    /// <returns>What was planted, and the last numbers.</returns>
    internal (Planted Planted, DemoNumbers Numbers) Run(IDemoOutput output, CancellationToken stop)
    {
        RunRequest run = new() { Data = data };
        using PipelineEngine engine = Engines.Open(context, run, new PipelineSettings());
        using DemoShop shop = new(request, data, context.Time);
        using CancellationTokenSource over = new();
        Task running = Task.Factory.StartNew(
            () => Engines.Run(engine, run, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        DemoNumbers? last = null;
        try
        {
            output.Run(show =>
            {
                while (!shop.IsOver && !stop.IsCancellationRequested && !running.IsCompleted)
                {
                    Waiting.For(context.Time, output.Interval, stop);
                    show(last = Read(engine, shop, running));
                }

                shop.Close();
                long started = context.Time.GetTimestamp();
                while ((last is null || last.Records < shop.Sent) && !running.IsCompleted && context.Time.GetElapsedTime(started) < LongestEnd)
                    show(last = Read(engine, shop, running));
            });
        }
        finally
        {
            over.Cancel();
        }

        running.GetAwaiter().GetResult();
        if (last is null || last.Records < shop.Sent)
            throw new TimeoutException($"{shop.Sent} records were sent and {last?.Records ?? 0} counted after {LongestEnd.TotalSeconds:N0} s.");
        return (shop.Planted, last);
    }

    /// <summary>Recomputes everything from the log with the reference and compares it with the state as it was stored.</summary>
    internal Verdicts Verify(CancellationToken stop)
    {
        using StoredEpoch stored = StoredEpochs.Open(context, data, stop);
        LogCut log = new(stored);
        return ProgressRunner.Run(context, request.Json, "Recomputing all of it (records)", log.Records * log.DefaultPasses, progress =>
            Verification.Run(stored, log, log.DefaultPasses, progress, stop));
    }

    private DemoNumbers Read(PipelineEngine engine, DemoShop shop, Task running)
    {
        using CancellationTokenSource ended = new();
        running.ContinueWith(_ => ended.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        using EpochReading reading = engine.Read(ended.Token);
        return _reader.Read(reading, shop.Sent);
    }
}
