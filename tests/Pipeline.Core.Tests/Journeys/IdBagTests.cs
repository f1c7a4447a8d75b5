using CsCheck;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Journeys;

public sealed class IdBagTests
{
    private const long Horizon = 1_000;

    /// <summary>An id's halves, how far time goes on, how far behind it the event lies, and now and then all ids are forgotten.</summary>
    private static readonly Gen<(ulong High, ulong Low, int Advance, int Behind, bool Forgets)[]> Steps = Gen.Select(
        Gen.OneOf(Gen.ULong[1, 12], Gen.ULong[1, 12].Select(h => h << 10), Gen.ULong),
        Gen.ULong[0, 2],
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 60], Gen.Int[0, 1_500]),
        Gen.OneOf(Gen.Const(0), Gen.Int[0, (int)Horizon]),
        Gen.Int[0, 60].Select(n => n == 0)).Array[0, 400];

    [Fact]
    public void Remembers_what_is_inside_the_horizon_and_nothing_else() => Steps.Sample(Compare, iter: 300);

    private static void Compare((ulong High, ulong Low, int Advance, int Behind, bool Forgets)[] steps)
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        var ids = new IdBag(arena);
        var model = new List<(ulong High, ulong Low, long Timestamp)>();
        Bag bag = default;
        long now = 10_000;
        foreach ((ulong high, ulong low, int advance, int behind, bool forgets) in steps)
        {
            now += advance;
            long from = now - Horizon;
            if (forgets)
            {
                ids.Clear(ref bag);
                model.Clear();
            }

            bool remembered = model.Any(m => m.High == high && m.Low == low && m.Timestamp >= from);
            Assert.Equal(remembered, ids.Remembers(bag, high, low, from));
            if (remembered) continue;
            ids.Add(ref bag, new IdEntry(high, low, now - behind), from);
            model.Add((high, low, now - behind));
        }

        long end = now - Horizon;
        foreach ((ulong high, ulong low, _) in model)
            Assert.Equal(model.Any(m => m.High == high && m.Low == low && m.Timestamp >= end), ids.Remembers(bag, high, low, end));
    }

    /// <summary>Ids that come and go take the room of those inside the horizon, however long it goes on.</summary>
    [Fact]
    public void Does_not_grow_with_time()
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        var ids = new IdBag(arena);
        Bag bag = default;
        for (long now = 10_000; now < 200_000; now += 10)
            ids.Add(ref bag, new IdEntry((ulong)now * 0x9E3779B97F4A7C15, 0, now), now - Horizon);
        Assert.InRange(bag.Capacity, 1, 512);
    }
}
