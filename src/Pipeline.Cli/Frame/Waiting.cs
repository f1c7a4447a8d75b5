namespace Pipeline.Cli.Frame;

/// <summary>Waits by a clock that a test may give.</summary>
internal static class Waiting
{
    /// <summary>Waits so long; false, at once, when it is to stop.</summary>
    internal static bool For(TimeProvider time, TimeSpan length, CancellationToken stop)
    {
        using ManualResetEventSlim due = new();
        using ITimer timer = time.CreateTimer(_ => due.Set(), null, length, Timeout.InfiniteTimeSpan);
        return WaitHandle.WaitAny([stop.WaitHandle, due.WaitHandle]) != 0;
    }
}
