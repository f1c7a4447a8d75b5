namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>The small job's state of a shopper: sessions, and view, cart, purchase within half an hour.</summary>
internal struct ShopperState
{
    private const long HalfHour = 30 * 60_000;

    public long LastSeen;
    public long Viewed;
    public long Carted;
    public long Purchased;
    public int Events;
    public int Sessions;
    public int Funnels;

    public void Step(in YardstickEvent e)
    {
        Events++;
        if (e.Timestamp - LastSeen > HalfHour) Sessions++;
        LastSeen = Math.Max(LastSeen, e.Timestamp);
        if (e.Type == YardstickType.ProductView)
        {
            Viewed = e.Timestamp;
        }
        else if (e.Type == YardstickType.AddToCart)
        {
            if (e.Timestamp - Viewed <= HalfHour) Carted = e.Timestamp;
        }
        else if (e.Type == YardstickType.Purchase && e.Timestamp - Carted <= HalfHour)
        {
            Purchased = e.Timestamp;
            Carted = 0;
            Funnels++;
        }
    }
}
