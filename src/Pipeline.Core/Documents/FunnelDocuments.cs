using System.Text;
using Pipeline.Core.Events;
using Pipeline.Core.Funnels;
using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>The documents of funnels by day: one for each country of step 1, and one for all.</summary>
internal sealed unsafe class FunnelDocuments(EpochView view, DayPages days)
{
    private const string All = "all";

    public void Render(Action<ReadOnlySpan<byte>> write)
    {
        if (view.Shards.Count == 0) return;
        FunnelPlan[] funnels = view.Shards[0].Names.Plans.All;
        var sums = new Dictionary<(int Funnel, int Day, string Segment), FunnelSum>();
        foreach ((_, DayView day) in days.All) Add(day, sums);

        var sorted = new KeySorter<(int Funnel, int Day, string Segment)>();
        var id = new IdBuffer();
        foreach (((int Funnel, int Day, string Segment) key, FunnelSum sum) in sums)
        {
            if (sum.Entered == 0) continue;
            id.Start(Encoding.UTF8.GetBytes(funnels[key.Funnel].Definition.Name)).Add("|"u8).AddDay(key.Day);
            id.Add("|"u8).Add(Encoding.ASCII.GetBytes(key.Segment));
            sorted.Add(id.Written, key);
        }

        sorted.Sort();
        var line = new LineWriter();
        for (int i = 0; i < sorted.Count; i++)
        {
            (int Funnel, int Day, string Segment) key = sorted.Value(i);
            line.Clear();
            sums[key].Write(line, funnels[key.Funnel], key.Day, sorted.Id(i), key.Segment);
            write(line.Written);
        }
    }

    private static void Add(DayView day, Dictionary<(int Funnel, int Day, string Segment), FunnelSum> sums)
    {
        PageTable pages = day.Memory.Table;
        for (int i = 0; i < day.Funnels.Count; i++)
        {
            FunnelRow* row = pages.Read<FunnelRow>(day.Funnels.Handle(i));
            SumOf(sums, row->Funnel, day.Day, All).Add(row, pages);
            SumOf(sums, row->Funnel, day.Day, Letters.Unpack(row->Country)).Add(row, pages);
        }

        for (int i = 0; i < day.Durations.Count; i++)
        {
            DurationRow* row = pages.Read<DurationRow>(day.Durations.Handle(i));
            int funnel = (int)(row->FunnelKey >> 16);
            SumOf(sums, funnel, day.Day, All).AddDuration(row->Bucket, row->Count);
            SumOf(sums, funnel, day.Day, Letters.Unpack((ushort)row->FunnelKey)).AddDuration(row->Bucket, row->Count);
        }
    }

    private static FunnelSum SumOf(
        Dictionary<(int Funnel, int Day, string Segment), FunnelSum> sums, int funnel, int day, string segment)
    {
        if (!sums.TryGetValue((funnel, day, segment), out FunnelSum? sum)) sums[(funnel, day, segment)] = sum = new FunnelSum();
        return sum;
    }
}
