namespace Pipeline.Generator;

/// <summary>Numbers and ids of everybody who visits: shoppers first, then crawlers, then the one who never pauses.</summary>
internal sealed class Population(int shoppers)
{
    /// <summary>Number of crawlers.</summary>
    internal const int Crawlers = 20;

    internal int Count => shoppers + Crawlers + 1;

    internal int Hot => shoppers + Crawlers;

    internal int Crawler(long index) => shoppers + (int)index;

    /// <summary>Writes the id.</summary>
    internal void WriteId(Utf8Line line, int shopper)
    {
        if (shopper < shoppers) line.Text("shopper-"u8).Number(shopper + 1L);
        else if (shopper == Hot) line.Text("never-pauses"u8);
        else line.Text("crawler-"u8).Number(shopper - shoppers + 1L);
    }
}
