namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>The small job's totals of a product.</summary>
internal struct ProductState
{
    public long Views;
    public long Carts;
    public long Purchases;
    public long Quantity;
    public long Cents;

    public void Count(in YardstickEvent e)
    {
        Quantity += e.Quantity;
        Cents += e.Cents * e.Quantity;
        if (e.Type == YardstickType.AddToCart) Carts++;
        else if (e.Type == YardstickType.Purchase) Purchases++;
        else Views++;
    }
}
