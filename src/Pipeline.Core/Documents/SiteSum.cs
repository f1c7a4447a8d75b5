using System.Runtime.InteropServices;
using Pipeline.Core.Events;
using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Documents;

/// <summary>A site bucket while it is put together from minutes and shards.</summary>
internal sealed unsafe class SiteSum
{
    private readonly RevenueSum _revenue = new();
    private long _pageViews, _productViews, _addToCarts, _purchases, _refunds, _units, _sessions, _converted;

    public long Active { get; set; }

    private long Events => _pageViews + _productViews + _addToCarts + _purchases + _refunds;

    public void Add(MinuteRow* row, PageTable pages)
    {
        _pageViews += row->PageViews;
        _productViews += row->ProductViews;
        _addToCarts += row->AddToCarts;
        _purchases += row->Purchases;
        _refunds += row->Refunds;
        _units += row->Units;
        _sessions += row->Sessions;
        _converted += row->Converted;
        _revenue.Add(pages, row->Revenue);
    }

    /// <summary>Writes the document; false when nothing counts in the bucket.</summary>
    public bool Write(LineWriter line, long bucket)
    {
        if (Events == 0) return false;
        line.Open('{');
        line.Key("_id"u8);
        line.Bucket(bucket);
        line.Key("active_users"u8);
        line.Number(Active);
        line.Key("add_to_carts"u8);
        line.Number(_addToCarts);
        line.Key("bucket"u8);
        line.Bucket(bucket);
        line.Key("conversion_rate"u8);
        if (_sessions == 0) line.Null();
        else line.Text(Rate.Of(_converted, _sessions));
        line.Key("converted_sessions"u8);
        line.Number(_converted);
        line.Key("page_views"u8);
        line.Number(_pageViews);
        line.Key("product_views"u8);
        line.Number(_productViews);
        line.Key("purchases"u8);
        line.Number(_purchases);
        line.Key("refunds"u8);
        line.Number(_refunds);
        _revenue.Write(line);
        line.Key("sessions"u8);
        line.Number(_sessions);
        line.Key("units"u8);
        line.Number(_units);
        line.Close('}');
        return true;
    }
}
