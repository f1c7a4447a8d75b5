using System.Text.Json;
using Pipeline.Core.Events;

namespace Pipeline.Cli.DeadLetters;

/// <summary>How long a horizon would have to be for late records to count: 16 bytes each in memory.</summary>
/// <param name="horizon">The state's horizon, ms.</param>
internal sealed class HorizonNeeds(long horizon)
{
    /// <summary>366 days, the longest that can be set.</summary>
    internal const long Longest = 366 * EventTime.Day;

    private const long Hour = 3_600_000;

    private readonly List<(ulong Shopper, long Time)> _late = [];
    private readonly List<long> _needs = [];

    /// <summary>Records that are late although the horizon reaches them: 4,096 of their shopper's events are newer, and no horizon helps.</summary>
    internal long BehindTooMany { get; private set; }

    /// <summary>Records that lie further back than the longest horizon.</summary>
    internal long BeyondLongest { get; private set; }

    /// <summary>Records that some horizon would count.</summary>
    internal int Countable => _needs.Count;

    /// <summary>The shortest in whole hours, or from two days on in whole days, that would count all that one can.</summary>
    internal long ForAll => _needs.Count == 0 ? 0 : RoundUp(_needs[^1]);

    internal void Add(ulong shopper, long time) => _late.Add((shopper, time));

    /// <summary>Whether there is anything to look up shoppers for.</summary>
    internal bool IsEmpty => _late.Count == 0;

    /// <summary>Works it out from each shopper's newest event: no record was ever judged by a newer one.</summary>
    internal void Resolve(EpochDocuments epoch)
    {
        if (IsEmpty) return;
        _late.Sort();
        epoch.ReadShoppers(Take);
        _needs.Sort();
    }

    /// <summary>How many a horizon would count.</summary>
    internal int CountedBy(long milliseconds)
    {
        int place = _needs.BinarySearch(milliseconds);
        place = place < 0 ? ~place : place;
        while (place < _needs.Count && _needs[place] == milliseconds) place++;
        return place;
    }

    /// <summary>Horizons that people use, longer than the present one, up to the one that counts all.</summary>
    internal IEnumerable<(long Horizon, int Counted)> Ladder()
    {
        int before = 0;
        foreach (long step in (long[])[2 * Hour, 6 * Hour, 12 * Hour, EventTime.Day, 2 * EventTime.Day, 7 * EventTime.Day, 30 * EventTime.Day, 90 * EventTime.Day, Longest])
        {
            int counted = CountedBy(step);
            if (step <= horizon || counted == before) continue;
            yield return (step, counted);
            before = counted;
        }
    }

    private static long RoundUp(long milliseconds)
    {
        long unit = milliseconds <= 2 * EventTime.Day ? Hour : EventTime.Day;
        return Math.Min(Longest, (milliseconds + unit - 1) / unit * unit);
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        ulong shopper = 0;
        Utf8JsonReader json = new(line);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = json.ValueTextEquals("_id"u8), isNewest = json.ValueTextEquals("last_seen"u8);
            json.Read();
            if (isId)
            {
                shopper = HashOf(json);
                if (First(shopper) == _late.Count || _late[First(shopper)].Shopper != shopper) return;
            }

            if (isNewest && EventTime.TryParse(json.ValueSpan, out long newest)) Take(shopper, newest);
            json.Skip();
        }
    }

    private void Take(ulong shopper, long newest)
    {
        for (int i = First(shopper); i < _late.Count && _late[i].Shopper == shopper; i++)
        {
            long need = newest - _late[i].Time;
            if (need <= horizon) BehindTooMany++;
            else if (need > Longest) BeyondLongest++;
            else _needs.Add(need);
        }
    }

    /// <summary>The first late record of a shopper, or where it would stand.</summary>
    private int First(ulong shopper)
    {
        int place = _late.BinarySearch((shopper, long.MinValue));
        return place < 0 ? ~place : place;
    }

    private static ulong HashOf(Utf8JsonReader json)
    {
        Span<byte> id = stackalloc byte[1024]; // An id has at most 128 bytes.
        return StableHash.Of(id[..json.CopyString(id)]);
    }
}
