using Pipeline.Core.Events;
using Pipeline.Reference.Decoding;

namespace Pipeline.Reference.Totals;

/// <summary>
/// Exact sums per currency in ten-thousandths. An amount is at most 10^18, so 128 bits hold the sum of 10^20 of them.
/// A currency is there once an amount was counted in it, also when the sum is 0.
/// </summary>
internal sealed class Revenue
{
    private SortedList<string, Int128>? sums;

    /// <summary>The sums by currency, sorted.</summary>
    public IEnumerable<KeyValuePair<string, Int128>> Sums => sums ?? [];

    /// <summary>Adds a purchase and takes off a refund; other events have no amount.</summary>
    public void Count(ReferenceEvent e)
    {
        if (e.Type == EventType.Purchase) Add(e.Currency, e.Amount);
        if (e.Type == EventType.Refund) Add(e.Currency, -(Int128)e.Amount);
    }

    private void Add(string currency, Int128 amount)
    {
        sums ??= new SortedList<string, Int128>(1, StringComparer.Ordinal);
        sums[currency] = sums.GetValueOrDefault(currency) + amount;
    }
}
