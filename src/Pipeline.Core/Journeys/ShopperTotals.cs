using Pipeline.Core.Events;
using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Journeys;

/// <summary>What an accepted event adds whatever its place in the order: counts, amounts, distinct shoppers, countries.</summary>
internal sealed unsafe class ShopperTotals(Arena arena, Subtotals totals)
{
    /// <summary>Counts an event on the site, in its country and in its shopper's row.</summary>
    /// <param name="row">The shopper.</param>
    /// <param name="record">The event.</param>
    /// <param name="before">Time of the shopper's accepted event just before it, 0 when there is none.</param>
    /// <param name="after">Time of the one just after it, 0 when there is none.</param>
    /// <param name="countedFrom">No event before this time can be accepted any more.</param>
    public void Count(Shopper* row, in EventRecord record, long before, long after, long countedFrom)
    {
        long timestamp = record.Timestamp;
        MinuteRow* minute = totals.Minute(timestamp);
        CountActive(minute, timestamp, before, after);
        bool paid = record.Type is EventType.Purchase or EventType.Refund;
        long amount = record.Type == EventType.Refund ? -record.Amount : record.Amount;
        switch (record.Type)
        {
            case EventType.PageView:
                minute->PageViews++;
                row->PageViews++;
                break;
            case EventType.ProductView:
                minute->ProductViews++;
                row->ProductViews++;
                break;
            case EventType.AddToCart:
                minute->AddToCarts++;
                row->AddToCarts++;
                break;
            case EventType.Purchase:
                minute->Purchases++;
                minute->Units += record.Quantity;
                RareRow* buyer = Rare(row);
                buyer->Purchases++;
                buyer->Units += record.Quantity;
                break;
            default:
                minute->Refunds++;
                Rare(row)->Refunds++;
                break;
        }

        if (paid)
        {
            MoneyChain.Add(totals.MinuteDay.Arena, ref minute->Revenue, record.Currency, amount, 1);
            MoneyChain.Add(arena, ref Rare(row)->Revenue, record.Currency, amount, 1);
        }

        if (record.Country != 0) CountCountry(row, record, paid, amount, countedFrom);
    }

    /// <summary>The row of what only some shoppers have.</summary>
    public RareRow* Rare(Shopper* row)
    {
        if (row->Rare == 0) row->Rare = arena.Allocate(RareRow.Bytes);
        return arena.Write<RareRow>(row->Rare);
    }

    private void CountActive(MinuteRow* minute, long timestamp, long before, long after)
    {
        long own = timestamp / Subtotals.MinuteMs;
        if (before / Subtotals.MinuteMs == own || after / Subtotals.MinuteMs == own) return;
        minute->Active++;
        own = timestamp / Subtotals.HourMs;
        if (before / Subtotals.HourMs == own || after / Subtotals.HourMs == own) return;
        totals.Active(timestamp, (ulong)own);
        own = timestamp / Subtotals.DayMs;
        if (before / Subtotals.DayMs == own || after / Subtotals.DayMs == own) return;
        totals.Active(timestamp, ActiveRow.WholeDay);
    }

    private void CountCountry(Shopper* row, in EventRecord record, bool paid, long amount, long countedFrom)
    {
        DayTotals day = totals.Day(record.Timestamp);
        GeoRow* geo = day.Arena.Write<GeoRow>(day.Geos.FindOrAdd(record.Country));
        geo->Events++;
        geo->Changed = totals.Epoch;
        if (record.Type == EventType.Purchase) geo->Purchases++;
        if (paid) MoneyChain.Add(day.Arena, ref geo->Revenue, record.Currency, amount, 1);
        if (row->Country == record.Country && row->CountryDay == day.Day) return;
        if (NoteCountry(row, record.Country, day.Day, (int)(Math.Max(countedFrom, 0) / Subtotals.DayMs))) geo->Users++;
    }

    /// <summary>
    /// Notes a country and day; true when the shopper was not counted there before. Days that no event can reach any more are given up,
    /// but for one of each country.
    /// </summary>
    private bool NoteCountry(Shopper* row, ushort country, int day, int oldestDay)
    {
        if (row->Country == 0)
        {
            (row->Country, row->CountryDay) = (country, day);
            return true;
        }

        uint reusable = 0;
        for (uint handle = row->Rare == 0 ? 0 : Rare(row)->Countries; handle != 0; handle = arena.Read<CountryRow>(handle)->Next)
        {
            CountryRow* noted = arena.Read<CountryRow>(handle);
            if (noted->Country != country) continue;
            if (noted->Day == day) return false;
            if (noted->Day < oldestDay) reusable = handle;
        }

        if (row->Country == country && row->CountryDay < oldestDay)
        {
            row->CountryDay = day;
            return true;
        }

        if (reusable == 0)
        {
            reusable = arena.Allocate(CountryRow.Bytes);
            RareRow* rare = Rare(row);
            arena.Write<CountryRow>(reusable)->Next = rare->Countries;
            rare->Countries = reusable;
        }

        CountryRow* free = arena.Write<CountryRow>(reusable);
        (free->Country, free->Day) = (country, day);
        Swap(row, free);
        return true;
    }

    /// <summary>The newest noted country stands in the row, where most events look for it.</summary>
    private static void Swap(Shopper* row, CountryRow* noted)
    {
        (row->Country, noted->Country) = (noted->Country, row->Country);
        (row->CountryDay, noted->Day) = (noted->Day, row->CountryDay);
    }
}
