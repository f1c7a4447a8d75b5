using Pipeline.Core.Memory;
using Pipeline.Core.Products;
using Pipeline.Core.Shards;

namespace Pipeline.Core.Documents;

/// <summary>Every product of an epoch, by id: the shards' rows of one text, added up. One product's sums are there at a time.</summary>
internal sealed unsafe class ProductSums(EpochView view)
{
    private ProductRow _counts;

    /// <summary>Told of a product; id and sums are good during the call.</summary>
    public delegate void Visit(ReadOnlySpan<byte> id, ProductSums sums);

    /// <summary>Counts, first and last time.</summary>
    public ref readonly ProductRow Counts => ref _counts;

    public RevenueSum Revenue { get; } = new();

    /// <summary>The newest event's name; null when it was never named.</summary>
    public NewestText* Name { get; private set; }

    /// <summary>The newest event's category; null when there was none.</summary>
    public NewestText* Category { get; private set; }

    public void ForEach(Visit visit)
    {
        KeySorter<(int Shard, uint Handle)> rows = Rows();
        for (int i = 0, next; i < rows.Count; i = next)
        {
            next = rows.EndOfSame(i);
            Clear();
            for (int row = i; row < next; row++)
            {
                (int shard, uint handle) = rows.Value(row);
                Add(view.Shards[shard].Memory.Table, handle);
            }

            visit(rows.Id(i), this);
        }
    }

    private KeySorter<(int Shard, uint Handle)> Rows()
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
                if (row->Events > 0) rows.Add(Memory.Name.Text(&row->Id, pages), (s, handle));
            }
        }

        rows.Sort();
        return rows;
    }

    private void Clear()
    {
        _counts = default;
        _counts.FirstSeen = long.MaxValue;
        Revenue.Clear();
        Name = Category = null;
    }

    private void Add(PageTable pages, uint handle)
    {
        ProductRow* row = pages.Read<ProductRow>(handle);
        _counts.Views += row->Views;
        _counts.Carts += row->Carts;
        _counts.CartUnits += row->CartUnits;
        _counts.Purchases += row->Purchases;
        _counts.Units += row->Units;
        _counts.Refunds += row->Refunds;
        _counts.RefundUnits += row->RefundUnits;
        _counts.Viewers += row->Viewers;
        _counts.Buyers += row->Buyers;
        _counts.FirstSeen = Math.Min(_counts.FirstSeen, row->FirstSeen);
        _counts.LastSeen = Math.Max(_counts.LastSeen, row->LastSeen);
        Revenue.Add(pages, row->Revenue);
        if (row->Name != 0) Name = Newer(Name, pages.Read<NewestText>(row->Name));
        if (row->Category != 0) Category = Newer(Category, pages.Read<NewestText>(row->Category));
    }

    private static NewestText* Newer(NewestText* one, NewestText* other)
    {
        if (one == null || other->Timestamp > one->Timestamp) return other;
        if (other->Timestamp < one->Timestamp) return one;
        return NewestText.Text(other).SequenceCompareTo(NewestText.Text(one)) > 0 ? other : one;
    }
}
