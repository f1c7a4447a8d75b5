using Pipeline.Core.Products;

namespace Pipeline.Core.Documents;

/// <summary>The first products of an epoch: over the sums of all shards, so that neither shards nor partitions change a place.</summary>
public static class ProductRankings
{
    /// <summary>Every product that has a document takes part, also with 0.</summary>
    /// <param name="view">The epoch.</param>
    /// <param name="metric">What they are ranked by.</param>
    /// <param name="length">How many at most, 1 to <see cref="Ranking.Longest"/>.</param>
    public static IReadOnlyList<Ranked> Top(EpochView view, ProductMetric metric, int length)
    {
        var ranking = new Ranking(length);
        new ProductSums(view).ForEach((id, sums) => ranking.Offer(id, Of(sums.Counts, metric)));
        return ranking.Entries();
    }

    /// <summary>Only products take part that had a purchase or refund in the currency. Values are ten-thousandths and may be negative.</summary>
    /// <param name="view">The epoch.</param>
    /// <param name="currency">The currency, packed (<see cref="Events.Letters"/>): amounts of two are never compared.</param>
    /// <param name="length">How many at most, 1 to <see cref="Ranking.Longest"/>.</param>
    public static IReadOnlyList<Ranked> TopByRevenue(EpochView view, ushort currency, int length)
    {
        var ranking = new Ranking(length);
        new ProductSums(view).ForEach((id, sums) =>
        {
            if (sums.Revenue.TryGet(currency, out Int128 revenue)) ranking.Offer(id, revenue);
        });
        return ranking.Entries();
    }

    private static long Of(in ProductRow counts, ProductMetric metric) => metric switch
    {
        ProductMetric.Views => counts.Views,
        ProductMetric.Carts => counts.Carts,
        ProductMetric.CartUnits => counts.CartUnits,
        ProductMetric.Purchases => counts.Purchases,
        ProductMetric.Units => counts.Units,
        ProductMetric.Refunds => counts.Refunds,
        ProductMetric.RefundUnits => counts.RefundUnits,
        ProductMetric.Viewers => counts.Viewers,
        ProductMetric.Buyers => counts.Buyers,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "There is no such metric."),
    };
}
