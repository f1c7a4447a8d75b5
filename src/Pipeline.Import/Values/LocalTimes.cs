using NodaTime;
using NodaTime.TimeZones;
using Pipeline.Core.Events;

namespace Pipeline.Import.Values;

/// <summary>
/// Local times of one zone as UTC. The zones' rules come with the program (NodaTime's copy of the IANA data), not from the machine: the same file
/// gives the same events everywhere. Not for several threads.
/// </summary>
/// <param name="zone">The zone.</param>
/// <param name="takesLater">Of the two moments that a time names when the clock was put back, the later.</param>
internal sealed class LocalTimes(DateTimeZone zone, bool takesLater)
{
    // Local times in here are far from every change of the zone's offset.
    private long _steadyFrom = 1, _steadyTo, _steadyOffset;

    /// <summary>How many times named two moments so far.</summary>
    internal long Ambiguous { get; private set; }

    /// <summary>A zone by its IANA name; null when there is none.</summary>
    internal static DateTimeZone? Find(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    /// <summary>The moment of a local time, both in ms; false when the clock was put forward over it.</summary>
    internal bool TryToUtc(long local, out long utc)
    {
        utc = local;
        if (local is < 0 or > EventTime.Latest) return true;
        if (local < _steadyFrom || local > _steadyTo)
        {
            ZoneLocalMapping found = zone.MapLocal(Instant.FromUnixTimeMilliseconds(local).InUtc().LocalDateTime);
            if (found.Count == 0) return false;
            if (found.Count == 2)
            {
                Ambiguous++;
                utc = local - (takesLater ? found.LateInterval : found.EarlyInterval).WallOffset.Milliseconds;
                return true;
            }

            Remember(found.EarlyInterval);
            utc = local - found.EarlyInterval.WallOffset.Milliseconds;
            return true;
        }

        utc = local - _steadyOffset;
        return true;
    }

    private void Remember(ZoneInterval interval)
    {
        _steadyOffset = interval.WallOffset.Milliseconds;
        _steadyFrom = interval.HasStart ? interval.Start.ToUnixTimeMilliseconds() + _steadyOffset + EventTime.Day : 0;
        _steadyTo = interval.HasEnd ? interval.End.ToUnixTimeMilliseconds() + _steadyOffset - EventTime.Day : EventTime.Latest;
    }
}
