using Pipeline.Core.Events;

namespace Pipeline.Generator;

/// <summary>The shop itself: what is fixed about a product or shopper, as a function of its number.</summary>
internal static class Shop
{
    /// <summary>Categories; a product is in one of them.</summary>
    internal static readonly byte[][] Categories = Texts(
        "shoes", "kitchen", "garden", "books", "toys", "lighting", "bedding", "outdoor", "electronics", "stationery", "beauty", "pets");

    /// <summary>Countries, the likelier the earlier.</summary>
    internal static readonly byte[][] Countries = Texts(
        "GB", "US", "DE", "FR", "NL", "ES", "IE", "BE", "CH", "PT", "AU", "NO", "IT", "FI", "PL", "AT", "SE", "JP", "DK", "CA");

    /// <summary>Pages that are no product's.</summary>
    internal static readonly byte[][] Pages = Texts(
        "/", "/", "/", "/category/shoes", "/category/kitchen?page=2", "/category/garden", "/category/books?sort=price", "/category/toys",
        "/search?q=lamp", "/search?q=red+shoes&page=3", "/sale", "/sale/last-chance#top", "/cart", "/account/orders", "/help/returns", "/about");

    /// <summary>Where visitors come from.</summary>
    internal static readonly byte[][] Referrers = Texts(
        "https://www.google.com/", "https://www.google.com/", "https://duckduckgo.com/", "https://www.instagram.com/",
        "https://news.example/deals", "", "https://shop.example/", "android-app://com.example.mail");

    /// <summary>The unit price in hundredths: many cheap products, few dear ones, 1.99 to about 326.</summary>
    internal static long PriceInCents(int product)
    {
        ulong hash = SeededRandom.Mix((ulong)product + 0x70726f64);
        long cents = 199 + ((long)(hash & 0xFF) * (long)((hash >> 8) & 0xFF) / 2);
        return cents - (cents % 100) + 99;
    }

    /// <summary>A product's category.</summary>
    internal static byte[] CategoryOf(int product) =>
        Categories[SeededRandom.Mix((ulong)product + 0x63617465) % (ulong)Categories.Length];

    /// <summary>A shopper's country; the square makes the first ones likelier.</summary>
    internal static byte[] CountryOf(int shopper)
    {
        ulong hash = SeededRandom.Mix((ulong)shopper + 0x636f756e) >> 40;
        return Countries[hash * hash % (1UL << 48) * (ulong)Countries.Length >> 48];
    }

    /// <summary>The number of a shopper's currency: the first takes half of them.</summary>
    internal static int CurrencyOf(int shopper, int currencies)
    {
        ulong hash = SeededRandom.Mix((ulong)shopper + 0x63757272);
        return currencies == 1 || (hash & 1) == 0 ? 0 : 1 + (int)((hash >> 1) % (ulong)(currencies - 1));
    }

    /// <summary>The page of a page view.</summary>
    internal static byte[] PageOf(ulong id) => Pages[(id >> 8) % (ulong)Pages.Length];

    /// <summary>The referrer of an event; may be empty.</summary>
    internal static byte[] ReferrerOf(ulong id) => Referrers[(id >> 16) % (ulong)Referrers.Length];

    /// <summary>The name that an event type has in records.</summary>
    internal static ReadOnlySpan<byte> NameOf(EventType type) => type switch
    {
        EventType.PageView => "page_view"u8,
        EventType.ProductView => "product_view"u8,
        EventType.AddToCart => "add_to_cart"u8,
        EventType.Purchase => "purchase"u8,
        _ => "refund"u8,
    };

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(System.Text.Encoding.UTF8.GetBytes)];
}
