using Pipeline.Core.Events;
using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>Sums by currency while a document is put together from the shards' rows.</summary>
internal sealed unsafe class RevenueSum
{
    private readonly Dictionary<ushort, (Int128 Sum, long Count)> _sums = [];

    public void Clear() => _sums.Clear();

    public void Add(PageTable pages, uint chain)
    {
        for (; chain != 0; chain = pages.Read<MoneyRow>(chain)->Next)
        {
            MoneyRow* row = pages.Read<MoneyRow>(chain);
            (Int128 sum, long count) = _sums.GetValueOrDefault(row->Currency);
            _sums[row->Currency] = (sum + row->Sum, count + row->Count);
        }
    }

    /// <summary>The sum in a currency; false when nothing is counted in it.</summary>
    public bool TryGet(ushort currency, out Int128 sum)
    {
        (sum, long count) = _sums.GetValueOrDefault(currency);
        return count != 0;
    }

    /// <summary>Writes the object; a currency in which nothing is counted any more is gone.</summary>
    public void Write(LineWriter line)
    {
        line.Key("revenue"u8);
        line.Open('{');
        foreach ((ushort currency, (Int128 sum, long count)) in _sums.OrderBy(s => s.Key))
        {
            if (count == 0) continue;
            line.TextKey(System.Text.Encoding.UTF8.GetBytes(Letters.Unpack(currency)));
            line.Amount(sum);
        }

        line.Close('}');
    }
}
