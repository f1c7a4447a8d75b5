using Pipeline.Core.Events;
using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Products;

/// <summary>Adds accepted events to their product's totals and to the bucket of its hour.</summary>
internal sealed unsafe class ProductFold(Arena arena, NamedRows products, Days days, Subtotals totals)
{
    private const int HoursPerDay = 24;

    /// <summary>Asks for the cache line of the bucket that an event will be counted in, or of the way to it.</summary>
    public void Prefetch(int product, long timestamp)
    {
        ProductRow* row = arena.Read<ProductRow>(products.Handle(product));
        int hour = (int)(timestamp / Subtotals.HourMs);
        if (days.Last is not { } day || day.Day != hour / HoursPerDay) return;
        if (row->CurrentHour == hour) Memory.Prefetch.Line(day.Arena.Read<byte>(row->CurrentHourRow));
        else day.ProductHours.PrefetchSlot(ProductHourRow.KeyOf(product, hour % HoursPerDay));
    }

    /// <summary>Counts an event; <paramref name="first"/> says that this shopper had not viewed (or bought) the product before.</summary>
    public void Count(in EventRecord record, int product, bool first)
    {
        ProductRow* row = arena.Write<ProductRow>(products.Handle(product));
        ProductHourRow* hour = Hour(row, product, record.Timestamp, out DayTotals day);
        row->Changed = hour->Changed = totals.Epoch;
        if (row->Events == 0) row->FirstSeen = row->LastSeen = record.Timestamp;
        else if (record.Timestamp > row->LastSeen) row->LastSeen = record.Timestamp;
        else if (record.Timestamp < row->FirstSeen) row->FirstSeen = record.Timestamp;
        switch (record.Type)
        {
            case EventType.ProductView:
                row->Views++;
                hour->Views++;
                if (first) row->Viewers++;
                break;
            case EventType.AddToCart:
                row->Carts++;
                hour->Carts++;
                row->CartUnits += record.Quantity;
                hour->CartUnits += record.Quantity;
                break;
            case EventType.Purchase:
                row->Purchases++;
                hour->Purchases++;
                row->Units += record.Quantity;
                hour->Units += record.Quantity;
                if (first) row->Buyers++;
                Money(row, hour, day, record, record.Amount);
                break;
            default:
                row->Refunds++;
                hour->Refunds++;
                row->RefundUnits += record.Quantity;
                hour->RefundUnits += record.Quantity;
                Money(row, hour, day, record, -record.Amount);
                break;
        }
    }

    /// <summary>Offers the name and category of an event.</summary>
    public void Describe(int product, long timestamp, ReadOnlySpan<byte> name, bool named, ReadOnlySpan<byte> category, bool classed)
    {
        ProductRow* row = arena.Write<ProductRow>(products.Handle(product));
        if (named) NewestText.Offer(arena, ref row->Name, timestamp, name);
        if (classed) NewestText.Offer(arena, ref row->Category, timestamp, category);
    }

    /// <summary>A day leaves memory: no product may remember a bucket of it.</summary>
    public void Forget(int day)
    {
        for (int i = 0; i < products.Count; i++)
        {
            uint handle = products.Handle(i);
            if (arena.Read<ProductRow>(handle)->CurrentHour / HoursPerDay == day)
                arena.Write<ProductRow>(handle)->CurrentHour = 0;
        }
    }

    private ProductHourRow* Hour(ProductRow* row, int product, long timestamp, out DayTotals day)
    {
        int hour = (int)(timestamp / Subtotals.HourMs);
        day = days.Of(hour / HoursPerDay);
        if (row->CurrentHour != hour)
        {
            row->CurrentHourRow = day.ProductHours.FindOrAdd(ProductHourRow.KeyOf(product, hour % HoursPerDay));
            row->CurrentHour = hour;
        }

        return day.Arena.Write<ProductHourRow>(row->CurrentHourRow);
    }

    private void Money(ProductRow* row, ProductHourRow* hour, DayTotals day, in EventRecord record, long amount)
    {
        MoneyChain.Add(arena, ref row->Revenue, record.Currency, amount, 1);
        MoneyChain.Add(day.Arena, ref hour->Revenue, record.Currency, amount, 1);
    }
}
