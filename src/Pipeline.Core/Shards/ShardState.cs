using Pipeline.Core.Funnels;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;
using Pipeline.Core.Products;
using Pipeline.Core.Settings;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Shards;

/// <summary>Everything that a shard holds, wired once: the rooms, and the folds that work in them.</summary>
internal sealed unsafe class ShardState : IDisposable
{
    private const int PageChunk = PagePool.PageBytes;
    private const int NameChunk = 4096;

    public ShardState(FoldSettings settings, PagePool pool)
    {
        Settings = settings;
        Arena = new Arena(pool);
        Days = new Days(pool);
        Plans = new FunnelPlans(settings.Funnels);
        Classes = new EventClasses(Plans);
        Keys = new HeldKeys(Classes);
        Shoppers = new NamedRows(Arena, Shopper.Bytes, PageChunk);
        Products = new NamedRows(Arena, ProductRow.Bytes, PageChunk);
        Pages = new NamedRows(Arena, sizeof(Name), NameChunk);
        Subtotals = new Subtotals(Days);
        var funnels = new FunnelFold(Subtotals);
        ProductFold = new ProductFold(Arena, Products, Days, Subtotals);
        Journeys = new JourneyFold(
            Arena,
            settings,
            Classes,
            new TrailFold(settings, Plans, Classes, funnels, Subtotals),
            new HeldFold(Arena, settings, Plans, Classes, Keys, funnels),
            new ShopperTotals(Arena, Subtotals),
            ProductFold);
    }

    public FoldSettings Settings { get; }

    public Arena Arena { get; }

    public Days Days { get; }

    public FunnelPlans Plans { get; }

    public EventClasses Classes { get; }

    public HeldKeys Keys { get; }

    public NamedRows Shoppers { get; }

    public NamedRows Products { get; }

    /// <summary>Pages that were viewed: only their names, and with them their numbers.</summary>
    public NamedRows Pages { get; }

    public Subtotals Subtotals { get; }

    public ProductFold ProductFold { get; }

    public JourneyFold Journeys { get; }

    public void WriteRoot(RootWriter root)
    {
        Arena.WriteRoot(root);
        Shoppers.WriteRoot(root);
        Products.WriteRoot(root);
        Pages.WriteRoot(root);
        Classes.WriteRoot(root);
        Keys.WriteRoot(root);
    }

    public void Restore(RootReader root, Action<int, Span<byte>> readPage)
    {
        Arena.Restore(root, readPage);
        Shoppers.Restore(root);
        Products.Restore(root);
        Pages.Restore(root);
        Classes.Restore(root);
        Keys.Restore(root);
    }

    public void Dispose()
    {
        Days.Dispose();
        Arena.Dispose();
    }
}
