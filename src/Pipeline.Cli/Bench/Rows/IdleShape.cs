using Pipeline.Core.Decoding;

namespace Pipeline.Cli.Bench.Rows;

/// <summary>
/// Shoppers of one shape who no longer come: 10 events, 4 of them in their last hour, 4 products, all of them viewed before that hour and
/// so open attempts, no event ids; and more of one thing.
/// </summary>
/// <param name="MoreEvents">Page views more in the last hour.</param>
/// <param name="Ids">Of the events of the last hour, how many have an id.</param>
/// <param name="MoreBought">Products more that were bought without a view, before the last hour.</param>
/// <param name="MoreViewed">Products more that were viewed, each an open attempt, before the last hour.</param>
internal sealed record IdleShape(int MoreEvents = 0, int Ids = 0, int MoreBought = 0, int MoreViewed = 0)
{
    // Few, so that products' totals weigh nothing beside the shoppers.
    private const int Products = 64;

    // Neighbours come in turn, as real ones do, so that what belongs to one does not lie together.
    private const int Neighbours = 1024;

    private const long Minute = 60_000, Gap = 50 * Minute;

    /// <summary>Gives their events away, block by block.</summary>
    internal void Write(Action<RawBlock> take, int shoppers, long start, CancellationToken stop)
    {
        SyntheticBlock block = new(take, 0);
        int before = 6 + MoreBought + MoreViewed, last = 4 + MoreEvents;
        for (int first = 0; first < shoppers; first += Neighbours)
        {
            stop.ThrowIfCancellationRequested();
            int end = Math.Min(shoppers, first + Neighbours);
            for (int i = 0; i < before; i++)
            {
                for (int s = first; s < end; s++) Before(block, s, i, start + (Gap * i));
            }

            for (int i = 0; i < last; i++)
            {
                for (int s = first; s < end; s++) Last(block, s, i, start + (Gap * (before + 1)) + (i * Gap / last));
            }
        }

        block.Flush();
    }

    private void Before(SyntheticBlock block, int shopper, int i, long timestamp)
    {
        if (i is 4 or 5) block.Add("page_view", shopper, i, timestamp);
        else if (i < 4) block.Add("product_view", shopper, Product(shopper, i), timestamp);
        else block.Add(i - 6 < MoreBought ? "purchase" : "product_view", shopper, Product(shopper, i), timestamp);
    }

    private void Last(SyntheticBlock block, int shopper, int i, long timestamp) =>
        block.Add("page_view", shopper, i % 8, timestamp, i < Ids ? ((long)shopper << 16) + i + 1 : 0);

    private static int Product(int shopper, int i) => (int)(((uint)shopper * 7919u) + (uint)i) % Products;
}
