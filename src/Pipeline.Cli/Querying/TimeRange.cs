using System.Globalization;
using Pipeline.Cli.Querying.Fields;
using Pipeline.Core.Catalogue;
using Pipeline.Core.Events;
using Pipeline.Core.Settings;

namespace Pipeline.Cli.Querying;

/// <summary>
/// A range as it was asked for. What is relative is so to the newest event that counts, never to a clock: the same question of the same
/// epoch has the same answer whenever it is asked.
/// </summary>
/// <param name="At">The window, once the newest event's time is known.</param>
internal sealed record TimeRange(Func<long, TimeWindow> At)
{
    /// <summary>What stands for a period.</summary>
    internal const string Words = "today, yesterday, this-week, last-week, this-month, last-month, 2026-01-05, 2026-W02 or 2026-01";

    /// <summary>The range; null when none was asked for, or, and mistakes noted, when it is none.</summary>
    internal static TimeRange? Of(QueryRequest request, CollectionInfo collection, ICollection<string> mistakes)
    {
        bool hasBounds = request.From is not null || request.To is not null;
        int ways = (hasBounds ? 1 : 0) + (request.Last is null ? 0 : 1) + (request.Period is null ? 0 : 1);
        if (ways == 0) return null;
        if (ways > 1) mistakes.Add("one of --from and --to, --last and --period says the time");
        if (collection.Time is null) mistakes.Add($"{collection.Name} is of all time; for a range of time: {collection.Ranges}");
        if (ways > 1 || collection.Time is null) return null;
        if (request.Period is { } period) return OfPeriod(period, mistakes);
        return request.Last is { } last ? OfLast(last, collection, mistakes) : OfBounds(request.From, request.To, collection, mistakes);
    }

    /// <summary>The time that a word or a text names; null when it is none.</summary>
    internal static Func<long, long>? Moment(string text) => text switch
    {
        "today" => Moments.DayOf,
        "yesterday" => newest => Moments.DayOf(newest) - EventTime.Day,
        _ => Moments.TryParse(text, out long time) ? _ => time : null,
    };

    private static TimeRange? OfLast(long last, CollectionInfo collection, ICollection<string> mistakes)
    {
        if (last > 0 && last % collection.Width == 0) return new TimeRange(newest => new TimeWindow(newest - last + 1, newest + 1));
        mistakes.Add($"--last {DurationText.Format(last)}: {collection.Name} has whole {Unit(collection)}s");
        return null;
    }

    private static TimeRange? OfBounds(string? from, string? to, CollectionInfo collection, ICollection<string> mistakes)
    {
        int before = mistakes.Count;
        Func<long, long> start = Bound("--from", from, long.MinValue, collection, mistakes), end = Bound("--to", to, long.MaxValue, collection, mistakes);
        return mistakes.Count > before ? null : new TimeRange(newest => new TimeWindow(start(newest), end(newest)));
    }

    private static Func<long, long> Bound(string option, string? text, long without, CollectionInfo collection, ICollection<string> mistakes)
    {
        if (text is null) return _ => without;
        Func<long, long>? moment = Moment(text);
        if (moment is null) mistakes.Add($"{option} '{text}' is no time: 2026-01-05, 2026-01-05T10:00, today or yesterday, all in UTC");
        else if (moment(0) % collection.Width != 0) mistakes.Add($"{option} {text} lies inside a {Unit(collection)}: {collection.Name} has whole {Unit(collection)}s");
        return moment ?? (_ => without);
    }

    private static TimeRange? OfPeriod(string period, ICollection<string> mistakes)
    {
        Func<long, (long Start, long End)>? window = period switch
        {
            "today" or "yesterday" => newest => Days(Moment(period)!(newest), 1),
            "this-week" => newest => Days(Moments.WeekOf(newest), 7),
            "last-week" => newest => Days(Moments.WeekOf(newest) - (7 * EventTime.Day), 7),
            "this-month" => newest => (Moments.MonthOf(newest, 0), Moments.MonthOf(newest, 1)),
            "last-month" => newest => (Moments.MonthOf(newest, -1), Moments.MonthOf(newest, 0)),
            _ => null,
        };
        if (window is null && period.Length == EventTime.DayLength && Moments.TryParse(period, out long day)) window = _ => Days(day, 1);
        if (window is null && Moments.TryParse(period + "-01", out long month)) window = _ => (month, Moments.MonthOf(month, 1));
        if (window is null && WeekOf(period) is { } week) window = _ => Days(week, 7);
        if (window is not null) return new TimeRange(newest => new TimeWindow(window(newest).Start, window(newest).End));
        mistakes.Add($"--period '{period}' is none of {Words}");
        return null;
    }

    private static (long Start, long End) Days(long start, int days) => (start, start + (days * EventTime.Day));

    private static long? WeekOf(string text)
    {
        string[] parts = text.Split("-W");
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int year)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int week)
            || year is < 2000 or > 2999 || week < 1 || week > ISOWeek.GetWeeksInYear(year))
        {
            return null;
        }

        return Moments.ToMilliseconds(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
    }

    private static string Unit(CollectionInfo collection) => collection.Width switch { EventTime.Day => "day", Moments.Hour => "hour", _ => "minute" };
}
