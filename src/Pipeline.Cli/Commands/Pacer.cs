using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary>Keeps a stream at a number of records a second.</summary>
internal sealed class Pacer(TimeProvider time, long perSecond)
{
    /// <summary>Shorter waits cost more than they smooth.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    private readonly long started = time.GetTimestamp();

    /// <summary>Whether so many records are more than there should be by now.</summary>
    internal bool IsAhead(long done) => Ahead(done) > ShortestWait;

    /// <summary>Waits until so many records are due, or <paramref name="stop"/> says to end.</summary>
    internal void Wait(long done, CancellationToken stop)
    {
        // Stopped, it returns: the caller looks at the token between two records and ends there.
        for (TimeSpan left = Ahead(done); left > TimeSpan.Zero && Waiting.For(time, left, stop); left = Ahead(done))
        {
        }
    }

    private TimeSpan Ahead(long done) =>
        TimeSpan.FromSeconds((double)done / perSecond) - time.GetElapsedTime(started);
}
