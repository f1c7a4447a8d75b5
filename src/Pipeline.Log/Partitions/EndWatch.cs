namespace Pipeline.Log.Partitions;

/// <summary>How a reader learns that the end has moved: a signal from the writer in its process, else by looking now and then.</summary>
internal sealed class EndWatch(EndSignal? signal, TimeProvider time, TimeSpan poll)
{
    public static readonly TimeSpan DefaultPoll = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns once <paramref name="moved"/> says so.</summary>
    public async ValueTask UntilAsync(Func<bool> moved, CancellationToken cancellation)
    {
        while (signal is { IsClosed: false })
        {
            Task next = signal.Next();
            if (moved()) return;
            if (signal.IsClosed) break; // closed between the two: its pulse may have been the one before
            await next.WaitAsync(cancellation).ConfigureAwait(false);
        }

        if (moved()) return;
        using var timer = new PeriodicTimer(poll, time);
        while (!moved()) await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
    }
}
