using Pipeline.Core.Settings;
using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Judging;

/// <summary>Judges the events of one shopper in the order of the log, each by what was accepted before it.</summary>
internal sealed class ShopperJudge(long horizonMilliseconds)
{
    // The 4,096 largest accepted timestamps, the smallest of them first: that one is larger than an event's
    // exactly when at least 4,096 accepted timestamps are.
    private readonly PriorityQueue<long, long> largest = new();

    // The newest accepted event of each id. One before it was outside the horizon already, else this one had been its duplicate.
    private Dictionary<string, long>? timesById;
    private long? newest;

    /// <summary>Judges the next event, and takes note of it when it is accepted.</summary>
    public Verdict Judge(ReferenceEvent next)
    {
        if (IsOutside(next.Timestamp)) return Verdict.Late;
        if (IsRemembered(next.EventId)) return Verdict.Duplicate;
        Accept(next);
        return Verdict.Accepted;
    }

    private bool IsOutside(long timestamp)
    {
        if (newest is null) return false;
        if (timestamp < newest - horizonMilliseconds) return true;
        return largest.Count == FoldSettings.HorizonEvents && largest.Peek() > timestamp;
    }

    private bool IsRemembered(string? id) =>
        id is not null && timesById is not null && timesById.TryGetValue(id, out long time) && !IsOutside(time);

    private void Accept(ReferenceEvent next)
    {
        newest = Math.Max(newest ?? long.MinValue, next.Timestamp);
        largest.Enqueue(next.Timestamp, next.Timestamp);
        if (largest.Count > FoldSettings.HorizonEvents) largest.Dequeue();
        if (next.EventId is null) return;
        timesById ??= new Dictionary<string, long>(StringComparer.Ordinal);
        timesById[next.EventId] = next.Timestamp;
    }
}
