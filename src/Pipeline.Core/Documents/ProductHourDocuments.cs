using Pipeline.Core.Memory;
using Pipeline.Core.Products;
using Pipeline.Core.Shards;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>The documents of products by hour.</summary>
internal sealed unsafe class ProductHourDocuments(EpochView view, DayPages days)
{
    private readonly LineWriter _line = new();
    private readonly RevenueSum _revenue = new();

    public void Render(Action<ReadOnlySpan<byte>> write)
    {
        var rows = new KeySorter<(int Page, uint Handle)>();
        var id = new IdBuffer();
        for (int p = 0; p < days.All.Count; p++)
        {
            (int shardNumber, DayView day) = days.All[p];
            ShardView shard = view.Shards[shardNumber];
            for (int i = 0; i < day.ProductHours.Count; i++)
            {
                uint handle = day.ProductHours.Handle(i);
                ProductHourRow* row = day.Memory.Table.Read<ProductHourRow>(handle);
                id.Start(ProductText(shard, row->Product)).Add("|"u8).AddBucket(BucketOf(day, row));
                rows.Add(id.Written, (p, handle));
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

    private static ReadOnlySpan<byte> ProductText(ShardView shard, int product)
    {
        PageTable pages = shard.Memory.Table;
        return Name.Text(pages.Read<Name>(shard.Products.Handle(product)), pages);
    }

    private static long BucketOf(DayView day, ProductHourRow* row) =>
        (day.Day * Subtotals.DayMs) + (row->HourOfDay * Subtotals.HourMs);

    private void Write(KeySorter<(int Page, uint Handle)> rows, int from, int to)
    {
        var sum = default(ProductHourRow);
        long views = 0, carts = 0, purchases = 0, refunds = 0, bucket = 0;
        ReadOnlySpan<byte> product = default;
        _revenue.Clear();
        for (int i = from; i < to; i++)
        {
            (int page, uint handle) = rows.Value(i);
            (int shard, DayView day) = days.All[page];
            ProductHourRow* row = day.Memory.Table.Read<ProductHourRow>(handle);
            product = ProductText(view.Shards[shard], row->Product);
            bucket = BucketOf(day, row);
            views += row->Views;
            carts += row->Carts;
            purchases += row->Purchases;
            refunds += row->Refunds;
            sum.CartUnits += row->CartUnits;
            sum.Units += row->Units;
            sum.RefundUnits += row->RefundUnits;
            _revenue.Add(day.Memory.Table, row->Revenue);
        }

        LineWriter line = _line;
        line.Clear();
        line.Open('{');
        line.Key("_id"u8);
        line.Text(rows.Id(from));
        line.Key("bucket"u8);
        line.Bucket(bucket);
        line.Key("cart_units"u8);
        line.Number(sum.CartUnits);
        line.Key("carts"u8);
        line.Number(carts);
        line.Key("product_id"u8);
        line.Text(product);
        line.Key("purchases"u8);
        line.Number(purchases);
        line.Key("refund_units"u8);
        line.Number(sum.RefundUnits);
        line.Key("refunds"u8);
        line.Number(refunds);
        _revenue.Write(line);
        line.Key("units"u8);
        line.Number(sum.Units);
        line.Key("views"u8);
        line.Number(views);
        line.Close('}');
    }
}
