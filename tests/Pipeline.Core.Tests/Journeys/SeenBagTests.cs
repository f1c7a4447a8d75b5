using CsCheck;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Journeys;

public sealed class SeenBagTests
{
    /// <summary>Few products that come again, and any, up to the largest number that an entry has room for.</summary>
    private static readonly Gen<int> Products = Gen.OneOf(Gen.Int[0, 30], Gen.Int[0, 3_000], Gen.Int[0, (1 << 30) - 2]);

    [Fact]
    public void Is_a_set_of_products_and_bits() => Gen.Select(Products, Gen.Bool).Array[0, 1_000].Sample(Compare, iter: 200);

    private static void Compare((int Product, bool Buys)[] steps)
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        var seen = new SeenBag(arena);
        var model = new HashSet<(int, uint)>();
        var products = new HashSet<int>();
        Bag bag = default;
        foreach ((int product, bool buys) in steps)
        {
            uint bit = buys ? SeenBag.Bought : SeenBag.Viewed;
            Assert.Equal(model.Add((product, bit)), seen.Note(ref bag, product, bit));
            products.Add(product);
            Assert.Equal(products.Count, bag.Count);
        }

        foreach ((int product, uint bit) in model) Assert.False(seen.Note(ref bag, product, bit));
    }
}
