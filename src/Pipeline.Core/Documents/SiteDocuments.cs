using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>The site by minute, hour and day. Hours and days are sums of minutes, but for distinct shoppers.</summary>
internal sealed unsafe class SiteDocuments(DayPages days)
{
    private const long MinutesPerHour = 60;
    private const long MinutesPerDay = 1440;

    public void Render(string collection, Action<ReadOnlySpan<byte>> write)
    {
        long width = collection switch
        {
            Collections.SiteMinutes => 1,
            Collections.SiteHours => MinutesPerHour,
            _ => MinutesPerDay,
        };
        var line = new LineWriter();
        foreach (var day in days.All.GroupBy(p => p.Day.Day))
        {
            var sums = new SortedDictionary<long, SiteSum>();
            foreach ((_, DayView view) in day) Add(view, width, sums);
            foreach ((long bucket, SiteSum sum) in sums)
            {
                line.Clear();
                if (sum.Write(line, bucket * Subtotals.MinuteMs)) write(line.Written);
            }
        }
    }

    private static void Add(DayView day, long width, SortedDictionary<long, SiteSum> sums)
    {
        PageTable pages = day.Memory.Table;
        for (int i = 0; i < day.Minutes.Count; i++)
        {
            MinuteRow* row = pages.Read<MinuteRow>(day.Minutes.Handle(i));
            SiteSum sum = SumOf(sums, (long)row->Minute / width * width);
            sum.Add(row, pages);
            if (width == 1) sum.Active += row->Active;
        }

        if (width == 1) return;
        for (int i = 0; i < day.Actives.Count; i++)
        {
            ActiveRow* row = pages.Read<ActiveRow>(day.Actives.Handle(i));
            bool wholeDay = row->Key == ActiveRow.WholeDay;
            if (wholeDay != (width == MinutesPerDay)) continue;
            long bucket = wholeDay ? day.Day * MinutesPerDay : (long)row->Key * MinutesPerHour;
            SumOf(sums, bucket).Active += row->Active;
        }
    }

    private static SiteSum SumOf(SortedDictionary<long, SiteSum> sums, long bucket)
    {
        if (!sums.TryGetValue(bucket, out SiteSum? sum)) sums[bucket] = sum = new SiteSum();
        return sum;
    }
}
