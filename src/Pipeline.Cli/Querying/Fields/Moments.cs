using System.Globalization;
using System.Text;
using Pipeline.Core.Catalogue;
using Pipeline.Core.Events;

namespace Pipeline.Cli.Querying.Fields;

/// <summary>Times as they stand in documents and as people write them, all in UTC.</summary>
internal static class Moments
{
    internal const long Hour = 3_600_000;

    private const int Week = 7;

    /// <summary>Reads a day, a minute (<c>2026-01-05T10:30</c>) or a time as events have them.</summary>
    internal static bool TryParse(string text, out long milliseconds)
    {
        string whole = text.Length switch { EventTime.DayLength => text + "T00:00:00Z", 16 => text + ":00Z", _ => text };
        return EventTime.TryParse(Encoding.UTF8.GetBytes(whole), out milliseconds);
    }

    /// <summary>A time as fields of a kind write it.</summary>
    internal static string ToText(long milliseconds, FieldKind kind)
    {
        Span<byte> text = stackalloc byte[EventTime.InstantLength];
        int length = kind switch
        {
            FieldKind.Day => EventTime.WriteDay(milliseconds, text),
            FieldKind.Bucket => EventTime.WriteBucket(milliseconds, text),
            _ => EventTime.WriteInstant(milliseconds, text),
        };
        return Encoding.ASCII.GetString(text[..length]);
    }

    /// <summary>The start of the day that a time lies in.</summary>
    internal static long DayOf(long milliseconds) => milliseconds / EventTime.Day * EventTime.Day;

    /// <summary>The Monday on or before a time.</summary>
    internal static long WeekOf(long milliseconds) => DayOf(milliseconds) - ((((int)DateOf(milliseconds).DayOfWeek + Week - 1) % Week) * EventTime.Day);

    /// <summary>The first of the month that is <paramref name="months"/> behind the one that a time lies in.</summary>
    internal static long MonthOf(long milliseconds, int months)
    {
        DateTime date = DateOf(milliseconds);
        return ToMilliseconds(new DateTime(date.Year, date.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(months));
    }

    internal static long ToMilliseconds(DateTime date) => (date - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>A part of a time.</summary>
    internal static Cell Part(long milliseconds, TimePart part)
    {
        DateTime date = DateOf(milliseconds);
        return part switch
        {
            TimePart.Day => Cell.Of(ToText(milliseconds, FieldKind.Day)),
            TimePart.Hour => Cell.Of(date.ToString("HH", CultureInfo.InvariantCulture)),
            TimePart.Month => Cell.Of(date.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
            TimePart.Week => Cell.Of(string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(date):0000}-W{ISOWeek.GetWeekOfYear(date):00}")),
            TimePart.Weekend => Cell.Of(date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? "weekend" : "weekday"),
            _ => new Cell(CellKind.Text, ((int)date.DayOfWeek + Week - 1) % Week, date.ToString("ddd", CultureInfo.InvariantCulture)),
        };
    }

    private static DateTime DateOf(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds);
}
