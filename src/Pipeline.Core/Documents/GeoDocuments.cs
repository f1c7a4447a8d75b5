using System.Text;
using Pipeline.Core.Events;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>The documents of countries by day.</summary>
internal sealed unsafe class GeoDocuments(DayPages days)
{
    public void Render(Action<ReadOnlySpan<byte>> write)
    {
        var rows = new KeySorter<(DayView Day, uint Handle)>();
        var id = new IdBuffer();
        foreach ((_, DayView day) in days.All)
        {
            for (int i = 0; i < day.Geos.Count; i++)
            {
                uint handle = day.Geos.Handle(i);
                GeoRow* row = day.Memory.Table.Read<GeoRow>(handle);
                id.Start(Country(row)).Add("|"u8).AddDay(day.Day);
                rows.Add(id.Written, (day, handle));
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

    private static byte[] Country(GeoRow* row) => Encoding.ASCII.GetBytes(Letters.Unpack((ushort)row->Country));

    private static void Write(LineWriter line, KeySorter<(DayView Day, uint Handle)> rows, int from, int to)
    {
        long events = 0, users = 0, purchases = 0;
        var revenue = new RevenueSum();
        for (int i = from; i < to; i++)
        {
            (DayView page, uint handle) = rows.Value(i);
            GeoRow* row = page.Memory.Table.Read<GeoRow>(handle);
            events += row->Events;
            users += row->Users;
            purchases += row->Purchases;
            revenue.Add(page.Memory.Table, row->Revenue);
        }

        (DayView day, uint first) = rows.Value(from);
        line.Open('{');
        line.Key("_id"u8);
        line.Text(rows.Id(from));
        line.Key("country"u8);
        line.Text(Country(day.Memory.Table.Read<GeoRow>(first)));
        line.Key("day"u8);
        line.Day(day.Day);
        line.Key("events"u8);
        line.Number(events);
        line.Key("purchases"u8);
        line.Number(purchases);
        revenue.Write(line);
        line.Key("users"u8);
        line.Number(users);
        line.Close('}');
    }
}
