using Pipeline.Cli.Bench.Input;
using System.Runtime;
using Pipeline.Core.Decoding;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>Lets the compiler finish before the clocks run.</summary>
internal static class WarmUp
{
    private const long Records = 500_000;
    private const int LookEveryMs = 100, QuietMs = 500, LongestMs = 15_000;

    /// <summary>Folds the beginning of a log and forgets it.</summary>
    internal static void Core(string log)
    {
        using CoreFold fold = new();
        foreach (RawBlock block in LogBlocks.Read(log, Records)) fold.Take(block);
    }

    /// <summary>Runs the whole engine over a log, snapshots and all, until nothing was compiled for a while, and forgets it.</summary>
    internal static void Engine(BenchRun run, string log, int processors)
    {
        Core(log);
        using WorkFolder folder = new(run.Options, log);
        using CancellationTokenSource warm = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        using PipelineEngine engine = new(new EngineOptions
        {
            Data = folder.Data,
            Shards = processors,
            Threads = processors,
            Settings = new PipelineSettings { Snapshots = new SnapshotSettings { RecoveryBudgetMilliseconds = 1_000 } },
            Say = run.Say,
        });
        Thread watch = new(() => EndWhenQuiet(warm)) { IsBackground = true };
        watch.Start();
        engine.Run(warm.Token);
        watch.Join();
    }

    private static void EndWhenQuiet(CancellationTokenSource warm)
    {
        long compiled = -1;
        for (int ms = 0, quiet = 0; ms < LongestMs && quiet < QuietMs && !warm.IsCancellationRequested; ms += LookEveryMs)
        {
            warm.Token.WaitHandle.WaitOne(LookEveryMs);
            long now = JitInfo.GetCompiledMethodCount();
            quiet = now == compiled ? quiet + LookEveryMs : 0;
            compiled = now;
        }

        warm.Cancel();
    }
}
