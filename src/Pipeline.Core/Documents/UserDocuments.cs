using System.Text;
using Pipeline.Core.Events;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;
using Pipeline.Core.Shards;

namespace Pipeline.Core.Documents;

/// <summary>The documents of shoppers; each lies whole in its shard.</summary>
internal sealed unsafe class UserDocuments(EpochView view)
{
    private readonly LineWriter _line = new();
    private readonly RevenueSum _revenue = new();

    public void Render(Action<ReadOnlySpan<byte>> write)
    {
        var rows = new KeySorter<(int Shard, uint Handle)>();
        for (int s = 0; s < view.Shards.Count; s++)
        {
            ShardView shard = view.Shards[s];
            PageTable pages = shard.Memory.Table;
            for (int i = 0; i < shard.Shoppers.Count; i++)
            {
                uint handle = shard.Shoppers.Handle(i);
                Shopper* row = pages.Read<Shopper>(handle);
                if (!row->IsNew) rows.Add(Name.Text(&row->Id, pages), (s, handle));
            }
        }

        rows.Sort();
        for (int i = 0; i < rows.Count; i++)
        {
            (int shard, uint handle) = rows.Value(i);
            Write(view.Shards[shard], view.Shards[shard].Memory.Table.Read<Shopper>(handle), rows.Id(i));
            write(_line.Written);
        }
    }

    private void Write(ShardView shard, Shopper* row, ReadOnlySpan<byte> id)
    {
        PageTable pages = shard.Memory.Table;
        RareRow* rare = row->Rare == 0 ? null : pages.Read<RareRow>(row->Rare);
        var attempts = new OpenAttempts(shard, row);
        _revenue.Clear();
        if (rare != null) _revenue.Add(pages, rare->Revenue);
        LineWriter line = _line;
        line.Clear();
        line.Open('{');
        line.Key("_id"u8);
        line.Text(id);
        line.Key("add_to_carts"u8);
        line.Number(row->AddToCarts);
        line.Key("countries"u8);
        WriteCountries(row, rare, pages);
        line.Key("first_seen"u8);
        line.Instant(row->FirstSeen);
        line.Key("last_seen"u8);
        line.Instant(row->Trail.Previous);
        line.Key("open_attempt_count"u8);
        line.Number(attempts.Count);
        line.Key("open_attempts"u8);
        attempts.Write(line);
        line.Key("page_views"u8);
        line.Number(row->PageViews);
        line.Key("product_views"u8);
        line.Number(row->ProductViews);
        line.Key("purchases"u8);
        line.Number(rare == null ? 0 : rare->Purchases);
        line.Key("refunds"u8);
        line.Number(rare == null ? 0 : rare->Refunds);
        _revenue.Write(line);
        line.Key("sessions"u8);
        line.Number(row->Sessions);
        line.Key("units"u8);
        line.Number(rare == null ? 0 : rare->Units);
        line.Key("user_id"u8);
        line.Text(id);
        line.Close('}');
    }

    private void WriteCountries(Shopper* row, RareRow* rare, PageTable pages)
    {
        _line.Open('[');
        if (row->Country != 0)
        {
            var countries = new SortedSet<ushort> { row->Country };
            for (uint c = rare == null ? 0 : rare->Countries; c != 0; c = pages.Read<CountryRow>(c)->Next)
                countries.Add(pages.Read<CountryRow>(c)->Country);
            foreach (ushort country in countries) _line.Text(Encoding.ASCII.GetBytes(Letters.Unpack(country)));
        }

        _line.Close(']');
    }
}
