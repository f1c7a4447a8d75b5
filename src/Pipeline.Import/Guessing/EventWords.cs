namespace Pipeline.Import.Guessing;

/// <summary>The words that shops have for what shoppers do.</summary>
internal static class EventWords
{
    private static readonly Dictionary<string, string?> Words = new(StringComparer.Ordinal)
    {
        ["pv"] = "product_view", ["view"] = "product_view", ["views"] = "product_view", ["click"] = "product_view", ["clicks"] = "product_view",
        ["productview"] = "product_view", ["viewitem"] = "product_view", ["detail"] = "product_view", ["ansicht"] = "product_view", ["viewed"] = "product_view",
        ["cart"] = "add_to_cart", ["carts"] = "add_to_cart", ["addtocart"] = "add_to_cart", ["basket"] = "add_to_cart", ["warenkorb"] = "add_to_cart",
        ["buy"] = "purchase", ["purchase"] = "purchase", ["purchases"] = "purchase", ["transaction"] = "purchase", ["order"] = "purchase", ["orders"] = "purchase",
        ["sale"] = "purchase", ["kauf"] = "purchase", ["bought"] = "purchase",
        ["refund"] = "refund", ["return"] = "refund", ["returned"] = "refund", ["cancel"] = "refund", ["storno"] = "refund", ["retoure"] = "refund",
        ["pageview"] = "page_view", ["page"] = "page_view",
        ["fav"] = null, ["favorite"] = null, ["favourite"] = null, ["wishlist"] = null, ["like"] = null, ["removefromcart"] = null, ["search"] = null, ["login"] = null,
    };

    /// <summary>Whether a text is one of the words.</summary>
    internal static bool IsKnown(string text) => Words.ContainsKey(Plain(text));

    /// <summary>The event type of a word; null for one that is none of the five, or is not known.</summary>
    internal static string? TypeOf(string text) => Words.GetValueOrDefault(Plain(text));

    private static string Plain(string text) => new([.. text.Where(char.IsLetter).Select(char.ToLowerInvariant)]);
}
