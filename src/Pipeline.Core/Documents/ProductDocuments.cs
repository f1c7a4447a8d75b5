using Pipeline.Core.Memory;
using Pipeline.Core.Products;
using Pipeline.Core.Shards;

namespace Pipeline.Core.Documents;

/// <summary>The documents of products: the shards' rows of one text, added up.</summary>
internal sealed unsafe class ProductDocuments(EpochView view)
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
            for (int i = 0; i < shard.Products.Count; i++)
            {
                uint handle = shard.Products.Handle(i);
                ProductRow* row = pages.Read<ProductRow>(handle);
                if (row->Events > 0) rows.Add(Name.Text(&row->Id, pages), (s, handle));
            }
        }

        rows.Sort();
        for (int i = 0, next; i < rows.Count; i = next)
        {
            next = rows.EndOfSame(i);
            Write(rows, i, next);
            write(_line.Written);
        }
    }

    private void Write(KeySorter<(int Shard, uint Handle)> rows, int from, int to)
    {
        var sum = default(ProductRow);
        NewestText* name = null, category = null;
        sum.FirstSeen = long.MaxValue;
        _revenue.Clear();
        for (int i = from; i < to; i++)
        {
            (int shard, uint handle) = rows.Value(i);
            PageTable pages = view.Shards[shard].Memory.Table;
            ProductRow* row = pages.Read<ProductRow>(handle);
            Add(ref sum, row);
            _revenue.Add(pages, row->Revenue);
            if (row->Name != 0) name = Newer(name, pages.Read<NewestText>(row->Name));
            if (row->Category != 0) category = Newer(category, pages.Read<NewestText>(row->Category));
        }

        WriteLine(rows.Id(from), sum, name, category);
    }

    private static void Add(ref ProductRow sum, ProductRow* row)
    {
        sum.Views += row->Views;
        sum.Carts += row->Carts;
        sum.CartUnits += row->CartUnits;
        sum.Purchases += row->Purchases;
        sum.Units += row->Units;
        sum.Refunds += row->Refunds;
        sum.RefundUnits += row->RefundUnits;
        sum.Viewers += row->Viewers;
        sum.Buyers += row->Buyers;
        sum.FirstSeen = Math.Min(sum.FirstSeen, row->FirstSeen);
        sum.LastSeen = Math.Max(sum.LastSeen, row->LastSeen);
    }

    private static NewestText* Newer(NewestText* one, NewestText* other)
    {
        if (one == null || other->Timestamp > one->Timestamp) return other;
        if (other->Timestamp < one->Timestamp) return one;
        return NewestText.Text(other).SequenceCompareTo(NewestText.Text(one)) > 0 ? other : one;
    }

    private void WriteLine(ReadOnlySpan<byte> id, in ProductRow sum, NewestText* name, NewestText* category)
    {
        LineWriter line = _line;
        line.Clear();
        line.Open('{');
        line.Key("_id"u8);
        line.Text(id);
        line.Key("buyers"u8);
        line.Number(sum.Buyers);
        line.Key("cart_units"u8);
        line.Number(sum.CartUnits);
        line.Key("carts"u8);
        line.Number(sum.Carts);
        line.Key("category"u8);
        WriteText(category);
        line.Key("first_seen"u8);
        line.Instant(sum.FirstSeen);
        line.Key("last_seen"u8);
        line.Instant(sum.LastSeen);
        line.Key("product_id"u8);
        line.Text(id);
        line.Key("product_name"u8);
        WriteText(name);
        line.Key("purchases"u8);
        line.Number(sum.Purchases);
        line.Key("refund_units"u8);
        line.Number(sum.RefundUnits);
        line.Key("refunds"u8);
        line.Number(sum.Refunds);
        _revenue.Write(line);
        line.Key("units"u8);
        line.Number(sum.Units);
        line.Key("viewers"u8);
        line.Number(sum.Viewers);
        line.Key("views"u8);
        line.Number(sum.Views);
        line.Close('}');
    }

    private void WriteText(NewestText* text)
    {
        if (text == null) _line.Null();
        else _line.Text(NewestText.Text(text));
    }
}
