using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;
using Pipeline.Core.Shards;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>Which place followed which, by day. An edge that corrections brought to nothing is gone.</summary>
internal sealed unsafe class FlowDocuments(EpochView view, DayPages days)
{
    public void Render(Action<ReadOnlySpan<byte>> write)
    {
        var rows = new KeySorter<(int Page, uint Handle)>();
        var id = new IdBuffer();
        for (int p = 0; p < days.All.Count; p++)
        {
            (int shard, DayView day) = days.All[p];
            for (int i = 0; i < day.Flows.Count; i++)
            {
                uint handle = day.Flows.Handle(i);
                FlowRow* row = day.Memory.Table.Read<FlowRow>(handle);
                if (row->Count == 0) continue; // A shard takes back only what it counted: no sum of others is 0.
                id.Start(Place(view.Shards[shard], row->From)).Add("#"u8).Add(Place(view.Shards[shard], row->To));
                id.Add("|"u8).AddDay(day.Day);
                rows.Add(id.Written, (p, handle));
            }
        }

        rows.Sort();
        var line = new LineWriter();
        for (int i = 0, next; i < rows.Count; i = next)
        {
            next = rows.EndOfSame(i);
            line.Clear();
            Write(line, rows, i, next);
            write(line.Written);
        }
    }

    private static ReadOnlySpan<byte> Place(ShardView shard, int place)
    {
        switch (place)
        {
            case Places.Product: return "product"u8;
            case Places.Cart: return "cart"u8;
            case Places.Purchase: return "purchase"u8;
            default:
                PageTable pages = shard.Memory.Table;
                return Name.Text(pages.Read<Name>(shard.Names.PlacePages.Handle(place - Places.FirstPage)), pages);
        }
    }

    private void Write(LineWriter line, KeySorter<(int Page, uint Handle)> rows, int from, int to)
    {
        long count = 0;
        for (int i = from; i < to; i++)
        {
            (int page, uint handle) = rows.Value(i);
            count += days.All[page].Day.Memory.Table.Read<FlowRow>(handle)->Count;
        }

        (int first, uint its) = rows.Value(from);
        (int shard, DayView day) = days.All[first];
        FlowRow* row = day.Memory.Table.Read<FlowRow>(its);
        line.Open('{');
        line.Key("_id"u8);
        line.Text(rows.Id(from));
        line.Key("count"u8);
        line.Number(count);
        line.Key("day"u8);
        line.Day(day.Day);
        line.Key("from"u8);
        line.Text(Place(view.Shards[shard], row->From));
        line.Key("to"u8);
        line.Text(Place(view.Shards[shard], row->To));
        line.Close('}');
    }
}
