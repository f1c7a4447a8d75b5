using System.Globalization;
using Pipeline.Reference.Decoding;

namespace Pipeline.Testing.Streams;

/// <summary>
/// Small streams for property tests, the same for the same seed: few shoppers and products, so that they meet, and times
/// around every boundary that a rule names.
/// </summary>
public sealed class StreamMaker
{
    private const int BurstEvents = 4_200;
    private const long Origin = 1_767_139_200_000; // 2025-12-31T00:00:00Z: the first days cross a year.

    private readonly Random random;
    private readonly StreamShape shape;
    private readonly DraftMaker drafts;
    private readonly MalformedMaker malformed;
    private readonly Dictionary<string, long> newest = new(StringComparer.Ordinal);
    private readonly List<string> eventIds = [];

    /// <summary>Makes one for a seed.</summary>
    public StreamMaker(int seed, StreamShape? shape = null)
    {
        random = new Random(seed);
        this.shape = shape ?? new StreamShape();
        drafts = new DraftMaker(random, this.shape);
        malformed = new MalformedMaker(random, this.shape);
    }

    /// <summary>Makes a stream of about <paramref name="count"/> records (a burst comes on top).</summary>
    public List<MadeRecord> Make(int count)
    {
        var records = new List<MadeRecord>(count);
        int burstAt = random.Chance(shape.Burst) ? random.Next(count) : -1;
        for (int i = 0; i < count; i++)
        {
            if (i == burstAt) AddBurst(records);
            records.Add(Next());
        }

        return records;
    }

    private MadeRecord Next()
    {
        string user = Vocabulary.Users[random.Next(shape.Users)];
        long timestamp = NextTime(user);
        JsonDraft draft = drafts.Make(user, timestamp, NextId());

        // A file's first record is always whole: a byte-order mark before it would be no part of it.
        bool isBroken = newest.Count > 0 && random.Chance(shape.Malformed);
        return Record(isBroken ? malformed.Break(draft) : draft.Render(random), timestamp);
    }

    private MadeRecord Record(byte[] bytes, long timestamp)
    {
        long? logTimestamp = shape.LogTimestamps ? timestamp - random.Pick([-60_000L, 0, 299_999, 300_000, 300_001]) : null;
        if (ReferenceDecoder.Decode(bytes, logTimestamp).Event is not { } e) return new MadeRecord(bytes, null, 0, logTimestamp);
        newest[e.UserId] = Math.Max(newest.GetValueOrDefault(e.UserId), e.Timestamp);
        return new MadeRecord(bytes, e.UserId, e.Timestamp, logTimestamp);
    }

    private long NextTime(string user)
    {
        if (!newest.TryGetValue(user, out long last)) return Origin + random.Next(10_000);
        if (random.Chance(shape.Late)) return last - shape.HorizonMilliseconds - random.Pick([-1L, 0, 1, 1000, 86_400_000]);
        if (random.Chance(shape.OutOfOrder)) return last - random.NextInt64(Math.Min(shape.HorizonMilliseconds, random.Pick([10L, 10_000, long.MaxValue])) + 1);
        return last + random.Next(10) switch
        {
            < 3 => random.Pick([0L, 0, 1]),
            < 6 => random.Next(120_000),
            6 => shape.SessionGapMilliseconds + random.Pick([-1L, 0, 1]),
            7 => shape.HorizonMilliseconds + random.Pick([-1L, 0, 1]),
            8 => random.Pick(shape.Windows) + random.Pick([-1L, 0, 1]),
            _ => ToNext(last, random.Pick([60_000, 3_600_000, 86_400_000L])) + random.Pick([-1L, 0]),
        };
    }

    private static long ToNext(long timestamp, long bucket) => bucket - (timestamp % bucket);

    private string? NextId()
    {
        if (!random.Chance(shape.EventIds)) return null;
        if (eventIds.Count > 0 && random.Chance(shape.Duplicate / shape.EventIds))
            return random.Chance(0.7) ? eventIds[^random.Next(1, Math.Min(eventIds.Count, 20) + 1)] : random.Pick(eventIds);
        eventIds.Add((eventIds.Count + 1).ToString(CultureInfo.InvariantCulture) + random.Pick(["", "-é"]));
        return eventIds[^1];
    }

    /// <summary>More events of one shopper than stay correctable, inside the horizon, with old ones among them.</summary>
    private void AddBurst(List<MadeRecord> records)
    {
        string user = Vocabulary.Users[random.Next(shape.Users)];
        long start = newest.GetValueOrDefault(user, Origin), at = start;
        for (int i = 0; i < BurstEvents; i++)
        {
            at += random.Next(3);
            bool isOld = random.Chance(shape.OutOfOrder);
            long timestamp = isOld ? at - random.Next((int)(at - start) + 2) : at;
            records.Add(Record(drafts.Make(user, timestamp, NextId()).Render(random), timestamp));
        }
    }
}
