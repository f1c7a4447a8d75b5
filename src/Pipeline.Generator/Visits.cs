using Pipeline.Core.Events;

namespace Pipeline.Generator;

/// <summary>
/// All visits to the shop as one stream of events in time order, without an end. Holds only the visits that are going on and
/// the refunds to come.
/// </summary>
internal sealed class Visits
{
    /// <summary>RetailRocket's published conversion: product views that lead to a cart, carts that lead to a purchase.</summary>
    internal const double ViewToCart = 0.026, CartToPurchase = 0.32;

    private const double PageShare = 0.3, SameProductShare = 0.2, RefundShare = 0.05, MeanViews = 4;
    private const long ShortestGap = 2_000, MeanGap = 40_000, LongestRefundDelay = 12 * 3_600_000L;
    private const long NoMore = long.MaxValue;
    private const int FewestCrawled = 50, MostCrawled = 300;

    private readonly GeneratorOptions options;
    private readonly Population population;
    private readonly ZipfSampler shoppers, products;
    private readonly DayCurve curve;
    private readonly TimedHeap next = new();
    private readonly SlotPool<ShopSession> sessions = new();
    private readonly double crawlChance;
    private ShopSession hot;
    private long nextStart, viewsToCome;
    private ulong counter;

    internal Visits(GeneratorOptions options, Population population)
    {
        (this.options, this.population) = (options, population);
        shoppers = new ZipfSampler(options.Shoppers, 0.99);
        products = new ZipfSampler(options.Products, 1);
        curve = new DayCurve(options.StartMilliseconds, options.DurationMilliseconds);
        nextStart = curve.TimeOf(0);
        hot = new ShopSession { Shopper = population.Hot, ViewsLeft = int.MaxValue };

        // A crawl has many more events than a visit, so fewer of them make the share.
        const double crawled = (FewestCrawled + MostCrawled) / 2.0;
        crawlChance = options.BotShare * (MeanViews + 0.6) / ((options.BotShare * (MeanViews + 0.6)) + ((1 - options.BotShare) * crawled));
    }

    /// <summary>Time of the next event; <see cref="long.MaxValue"/> when nobody is in the shop and enough have been.</summary>
    internal long NextTime => Math.Min(nextStart, next.Earliest);

    /// <summary>The next event, and in how many ms its visit goes on (-1: it was the last).</summary>
    internal ShopEvent Next(ref SeededRandom random, long emitted, long now, out long gap)
    {
        if (NextTime == NoMore) nextStart = now;
        while (nextStart < next.Earliest) Begin(ref random, emitted);
        (long time, int slot) = next.Pop();
        ref ShopSession session = ref sessions[slot];
        ShopEvent e = Step(ref session, ref random, time);
        if (session.ViewsLeft <= 0 && session.Next == EventType.PageView)
        {
            sessions.Free(slot);
            gap = -1;
        }
        else
        {
            gap = session.Kind == SessionKind.Crawler
                ? 200 + random.Below(1_300)
                : ShortestGap + ExponentialSampler.Next(ref random, MeanGap);
            next.Push(time + gap, slot);
        }

        return e;
    }

    /// <summary>The next event of the shopper who never pauses.</summary>
    internal ShopEvent NextHot(ref SeededRandom random, long time) => Step(ref hot, ref random, time);

    /// <summary>A product view like any other, to be planted late.</summary>
    internal ShopEvent View(ref SeededRandom random, int shopper, long time) => new()
    {
        Id = NewId(),
        Shopper = shopper,
        Product = products.Next(ref random),
        Timestamp = time,
        Type = EventType.ProductView,
    };

    private void Begin(ref SeededRandom random, long emitted)
    {
        bool crawl = random.Chance(crawlChance);
        ShopSession session = new()
        {
            Kind = crawl ? SessionKind.Crawler : SessionKind.Visitor,
            Shopper = crawl ? population.Crawler(random.Below(Population.Crawlers)) : shoppers.Next(ref random),
            ViewsLeft = crawl
                ? FewestCrawled + (int)random.Below(MostCrawled - FewestCrawled)
                : 1 + (int)ExponentialSampler.Next(ref random, MeanViews),
        };
        viewsToCome += session.ViewsLeft;
        next.Push(nextStart, sessions.Add(session));

        // Sessions begin as fast as their events are needed, so that the stream fills the duration with exactly its events.
        double share = (emitted + viewsToCome) / (double)options.Events;
        nextStart = share < 1 ? Math.Max(nextStart, curve.TimeOf(share)) : NoMore;
    }

    private ShopEvent Step(ref ShopSession session, ref SeededRandom random, long time)
    {
        ShopEvent e = new() { Id = NewId(), Shopper = session.Shopper, Timestamp = time, Type = session.Next };
        session.Next = EventType.PageView;
        if (e.Type == EventType.PageView) View(ref session, ref e, ref random);
        else if (e.Type == EventType.AddToCart)
        {
            session.Quantity = random.Chance(0.8) ? 1 : 2 + (int)random.Below(4);
            if (random.Chance(CartToPurchase)) session.Next = EventType.Purchase;
        }
        else if (e.Type == EventType.Purchase && random.Chance(RefundShare)) PlanRefund(session, ref random, time);

        e.Product = session.Product;
        if (e.Type >= EventType.AddToCart) e.Quantity = session.Quantity;
        return e;
    }

    private void View(ref ShopSession session, ref ShopEvent e, ref SeededRandom random)
    {
        bool crawler = session.Kind == SessionKind.Crawler;

        // The one who never pauses has no end to count down to.
        if (session.Shopper != population.Hot)
        {
            session.ViewsLeft--;
            viewsToCome--;
        }

        if (!crawler && random.Chance(PageShare)) return;
        e.Type = EventType.ProductView;
        if (crawler || !random.Chance(SameProductShare)) session.Product = products.Next(ref random);
        if (!crawler && random.Chance(ViewToCart)) session.Next = EventType.AddToCart;
    }

    private void PlanRefund(in ShopSession bought, ref SeededRandom random, long time)
    {
        ShopSession refund = bought;
        (refund.Kind, refund.Next, refund.ViewsLeft) = (SessionKind.Return, EventType.Refund, 0);
        next.Push(time + 60_000 + random.Below(LongestRefundDelay), sessions.Add(refund));
    }

    private ulong NewId() => SeededRandom.Mix(options.Seed + (counter++ * 0x9e3779b97f4a7c15));
}
