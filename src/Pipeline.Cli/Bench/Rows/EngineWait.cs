using System.Diagnostics;
using Pipeline.Core.Epochs;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>Notes when an engine shows an epoch that covers a position of the first partition.</summary>
internal sealed class EngineWait : IDisposable
{
    private const int LookEveryMs = 2;

    private readonly ManualResetEventSlim over = new();
    private readonly Thread thread;
    private double seconds;

    internal EngineWait(PipelineEngine engine, long position, Action? reached = null)
    {
        long started = Stopwatch.GetTimestamp();
        thread = new Thread(() =>
        {
            do
            {
                EpochCut? newest = engine.Newest;
                if (newest is null || newest.PositionOf(0) < position) continue;
                seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                reached?.Invoke();
                return;
            }
            while (!over.Wait(LookEveryMs));
        })
        { IsBackground = true };
        thread.Start();
    }

    /// <summary>Seconds until then; 0 if it was never reached. Ends the wait.</summary>
    internal double Finish()
    {
        over.Set();
        thread.Join();
        return seconds;
    }

    public void Dispose()
    {
        Finish();
        over.Dispose();
    }
}
