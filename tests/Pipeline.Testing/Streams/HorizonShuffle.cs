namespace Pipeline.Testing.Streams;

/// <summary>
/// Shuffles a stream so far that nothing becomes late: the documents stay the same when the stream had no late events
/// and no duplicates (of two, the first in the log would be another).
/// </summary>
public static class HorizonShuffle
{
    // Less than the 4,096 events that stay correctable.
    private const int MaxOvertaken = 2_000;

    /// <summary>
    /// Delays every event by up to the horizon and by fewer than 2,000 of its shopper's events. A shopper's events of one
    /// timestamp keep their order, because it means something. Records that are no events stay near their place.
    /// </summary>
    public static List<MadeRecord> Shuffle(IReadOnlyList<MadeRecord> records, int seed, long horizonMilliseconds)
    {
        var random = new Random(seed);
        var arrivals = new Dictionary<(string User, long Timestamp), long>();
        foreach (IGrouping<string, MadeRecord> events in records.Where(record => record.User is not null).GroupBy(record => record.User!))
        {
            long[] times = [.. events.Select(e => e.Timestamp).Order()];
            for (int i = 0; i < times.Length; i++)
            {
                // What arrives before has a timestamp of at most this arrival, so it is not more than the horizon ahead.
                long longest = horizonMilliseconds;
                if (i + MaxOvertaken < times.Length) longest = Math.Min(longest, Math.Max(times[i + MaxOvertaken] - times[i] - 1, 0));
                arrivals[(events.Key, times[i])] = times[i] + random.NextInt64(longest + 1);
            }
        }

        long last = 0;
        var keyed = new List<(long Arrival, MadeRecord Record)>();
        foreach (MadeRecord record in records)
        {
            if (record.User is not null) last = arrivals[(record.User, record.Timestamp)];
            keyed.Add((last, record));
        }

        return [.. keyed.OrderBy(pair => pair.Arrival).Select(pair => pair.Record)];
    }
}
