namespace Pipeline.Testing.Streams;

/// <summary>The few texts that made streams and funnels share, so that shoppers, products and conditions meet.</summary>
internal static class Vocabulary
{
    /// <summary>Shoppers; integers are written as numbers or texts. Two sort otherwise by UTF-16 than by UTF-8.</summary>
    public static readonly string[] Users = ["7", "u1", "ü|\"x", "\uff5e", "\U0001f6d2", "-0", "a\\b/c", "70"];

    /// <summary>Products, two of which differ by case.</summary>
    public static readonly string[] Products = ["85123a", "85123A", "12", "p|q", "é", "\U0001f45f", "\"quoted\""];

    /// <summary>Categories; the empty one is a value.</summary>
    public static readonly string[] Categories = ["shoes", "", "Hüte", "line\nbreak\u0001"];

    /// <summary>Names of products.</summary>
    public static readonly string[] Names = ["Boot", "boot", "\ud83d\udc5f", "\uffee", "tab\there", "back\\slash \u007f"];

    /// <summary>Countries.</summary>
    public static readonly string[] Countries = ["DE", "AT", "GB"];

    /// <summary>Currencies.</summary>
    public static readonly string[] Currencies = ["EUR", "USD", "GBP"];

    /// <summary>Referrers.</summary>
    public static readonly string[] Referrers = ["", "https://a.example/?q=1", "b"];

    /// <summary>Page addresses; several are one place.</summary>
    public static readonly string[] Pages =
    [
        "/", "https://shop.example", "https://shop.example/a?x=1", "/a#top", "//cdn.example/a", "a", "?q", "mailto:x", "HTTP+x.1-2://h/é",
        "http:/odd", "/\u00e4\u00f6/" + new string('ü', 150), "x" + new string('\u20ac', 80), "/ctrl\u0002", "9http://no/scheme",
    ];

    /// <summary>The places of those pages that conditions of funnels name.</summary>
    public static readonly string[] Places = ["/", "/a", "/mailto:x"];

    /// <summary>One of several.</summary>
    public static T Pick<T>(this Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];

    /// <summary>True with a probability.</summary>
    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;
}
