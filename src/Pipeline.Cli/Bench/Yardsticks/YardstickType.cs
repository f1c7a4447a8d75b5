namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>What happened.</summary>
internal enum YardstickType : byte
{
    None = 0,
    PageView,
    ProductView,
    AddToCart,
    Purchase,
    Refund,
}
