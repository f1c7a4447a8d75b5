using System.Runtime.CompilerServices;
using Pipeline.Core.Events;

namespace Pipeline.Core.Journeys;

/// <summary>Places as numbers: three of their own, then the pages' (<c>docs/semantics.md</c> §5).</summary>
internal static class Places
{
    public const int Product = 0;
    public const int Cart = 1;
    public const int Purchase = 2;
    public const int FirstPage = 3;

    /// <summary>The place of an event, or <see cref="Trail.NoPlace"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(EventType type, int subject) => type switch
    {
        EventType.PageView => subject + FirstPage,
        EventType.ProductView => Product,
        EventType.AddToCart => Cart,
        EventType.Purchase => Purchase,
        _ => Trail.NoPlace,
    };
}
