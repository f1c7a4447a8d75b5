using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Core.Documents;
using Pipeline.Core.Events;
using Pipeline.Core.Shards;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Demo;

/// <summary>Reads the demo's numbers from the documents of an epoch, and remembers the minutes that were shown before to see corrections.</summary>
internal sealed class DemoReader(TimeProvider time, string currency)
{
    private const int Places = 5;

    /// <summary>Minutes that are compared and make the trend: none farther behind can change (the horizon is an hour).</summary>
    private const int Minutes = 120;

    /// <summary>Minutes of a step of the trend.</summary>
    private const int Step = 4;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<DemoCorrection> _corrections = [];
    private Dictionary<DateTime, long> _minutes = [];
    private long _corrected;
    private long _records;
    private long _since = time.GetTimestamp();

    internal DemoNumbers Read(EpochReading reading, long sent)
    {
        PartitionLedger sum = default;
        foreach (PartitionLedger part in reading.View.Shards.SelectMany(s => s.Ledger)) sum.Add(part);
        DateTime newest = sum.Newest > 0 ? Instant(sum.Newest) : DateTime.UnixEpoch;
        DateOnly day = DateOnly.FromDateTime(newest);
        int number = (int)(newest - DateTime.UnixEpoch).TotalDays;
        var span = new DaySpan(number - 1, number);
        JsonElement? today = Documents(reading, Collections.SiteDays, span).Where(d => IsOf(d, "bucket", day)).Select(d => (JsonElement?)d).FirstOrDefault();
        JsonElement? funnel = Documents(reading, Collections.FunnelDays, span)
            .Where(d => IsOf(d, "day", day) && Text(d, "funnel") == "purchase" && Text(d, "segment") == "all").Select(d => (JsonElement?)d).FirstOrDefault();
        List<JsonElement> minutes = [.. Documents(reading, Collections.SiteMinutes, span).Where(m => MinuteOf(m) > newest - Minutes * Minute)];
        Dictionary<DateTime, long> visitors = ReadMinutes(minutes);
        List<IGrouping<long, JsonElement>> steps = [.. minutes.GroupBy(m => MinuteOf(m).Ticks / Minute.Ticks / Step).OrderBy(g => g.Key)];
        return new DemoNumbers
        {
            Epoch = reading.View.Cut.Number,
            CompleteUpTo = newest == DateTime.UnixEpoch ? null : newest,
            Day = day,
            VisitorsNow = visitors.GetValueOrDefault(Floor(newest) - Minute),
            Sessions = Number(today, "sessions"),
            ConvertedSessions = Number(today, "converted_sessions"),
            Revenue = today is { } t ? Money(t) : 0,
            ConversionTrend = [.. steps.Select(Conversion)],
            RevenueTrend = [.. steps.Select(s => (Int128?)(s.Sum(Money) * 10_000))],
            Funnel = funnel is { } f ? [.. f.GetProperty("reached").EnumerateArray().Select(r => r.GetInt64())] : [],
            TimeToPurchaseMs = funnel?.GetProperty("time_to_convert_ms").GetProperty("mean") is { ValueKind: JsonValueKind.Number } mean ? mean.GetInt64() : null,
            Products = [.. ProductRankings.TopByRevenue(reading.View, Letters.Pack(Encoding.ASCII.GetBytes(currency)), Places).Select(r => (r.Text, (decimal)r.Value / 10_000))],
            Countries = [.. Documents(reading, Collections.GeoDays, span).Where(d => IsOf(d, "day", day))
                .Select(d => (Text(d, "country"), Number(d, "users"))).OrderByDescending(c => c.Item2).ThenBy(c => c.Item1, StringComparer.Ordinal).Take(Places)],
            Corrections = [.. _corrections],
            Corrected = _corrected,
            Records = sum.Records,
            Accepted = sum.Accepted,
            Duplicates = sum.Duplicates,
            Late = sum.Late,
            Rejected = sum.Rejected,
            Lag = Math.Max(0, sent - sum.Records),
            Rate = Rate(sum.Records),
        };
    }

    private static List<JsonElement> Documents(EpochReading reading, string collection, DaySpan span)
    {
        List<JsonElement> documents = [];
        reading.Source.Render(
            collection,
            line =>
            {
                var reader = new Utf8JsonReader(line);
                documents.Add(JsonElement.ParseValue(ref reader));
            },
            span);
        return documents;
    }

    private static bool IsOf(JsonElement document, string field, DateOnly day) =>
        Text(document, field).StartsWith(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Text(JsonElement document, string field) => document.GetProperty(field).GetString() ?? "-";

    private static long Number(JsonElement? document, string field) => document?.GetProperty(field).GetInt64() ?? 0;

    private static Int128? Conversion(IEnumerable<JsonElement> minutes)
    {
        long sessions = minutes.Sum(m => Number(m, "sessions"));
        return sessions == 0 ? null : 1_000_000 * minutes.Sum(m => Number(m, "converted_sessions")) / sessions;
    }

    private static DateTime MinuteOf(JsonElement document) => document.GetProperty("bucket").GetDateTime().ToUniversalTime();

    private static DateTime Instant(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds);

    private static DateTime Floor(DateTime at) => new(at.Ticks / Minute.Ticks * Minute.Ticks, DateTimeKind.Utc);

    private decimal Money(JsonElement document) =>
        document.GetProperty("revenue").TryGetProperty(currency, out JsonElement sum) ? decimal.Parse(sum.GetString()!, CultureInfo.InvariantCulture) : 0;

    /// <summary>Visitors by minute; a minute that was over when it was looked at last, and has more events now, was corrected.</summary>
    private Dictionary<DateTime, long> ReadMinutes(IEnumerable<JsonElement> documents)
    {
        Dictionary<DateTime, long> events = [], visitors = [];
        foreach (JsonElement document in documents)
        {
            DateTime minute = MinuteOf(document);
            string[] counts = ["page_views", "product_views", "add_to_carts", "purchases", "refunds"];
            events[minute] = counts.Sum(field => Number(document, field));
            visitors[minute] = Number(document, "active_users");
        }

        // The newest two minutes were still going on: sessions overlap, and partitions are not at the same event.
        DateTime open = _minutes.Count == 0 ? DateTime.MinValue : _minutes.Keys.Max() - Minute;
        foreach ((DateTime minute, long count) in events.Where(e => e.Key < open).OrderBy(e => e.Key))
        {
            long more = count - _minutes.GetValueOrDefault(minute);
            if (more == 0 || minute < _minutes.Keys.Min()) continue;
            _corrected += more;
            _corrections.Insert(0, new DemoCorrection(minute, more));
        }

        if (_corrections.Count > Places) _corrections.RemoveRange(Places, _corrections.Count - Places);
        _minutes = events;
        return visitors;
    }

    private double Rate(long records)
    {
        long now = time.GetTimestamp();
        double rate = (records - _records) / Math.Max(0.001, time.GetElapsedTime(_since, now).TotalSeconds);
        (_records, _since) = (records, now);
        return rate;
    }
}
