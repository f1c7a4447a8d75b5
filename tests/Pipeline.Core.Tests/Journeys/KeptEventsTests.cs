using CsCheck;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;

namespace Pipeline.Core.Tests.Journeys;

public sealed class KeptEventsTests
{
    /// <summary>Of 20 steps one removes; the others put an event at the end or so far before it.</summary>
    private static readonly Gen<(int Kind, ulong Back)> Step = Gen.Select(Gen.Int[0, 19], Gen.OneOf(Gen.Const(0UL), Gen.ULong[0, 40], Gen.ULong[0, 5_000]));

    [Fact]
    public void Are_a_sorted_list() => Step.Array[0, 400].Sample(steps => Compare(steps, removes: 1), iter: 300);

    /// <summary>Blocks of two, four and eight pages.</summary>
    [Fact]
    public void Also_over_several_pages() => Step.Array[6_000, 9_000].Sample(steps => Compare(steps, removes: 0), iter: 4);

    private static void Compare((int Kind, ulong Back)[] steps, int removes)
    {
        using var pool = new PagePool();
        using var arena = new Arena(pool);
        var twins = new KeptTwins(arena);
        for (int i = 0; i < steps.Length; i++)
        {
            (int kind, ulong back) = steps[i];
            if (kind < removes || i % 2_000 == 1_999)
            {
                twins.RemoveFirst((int)(back % (ulong)(twins.Count + 1)));
                twins.Check();
                continue;
            }

            twins.Insert(twins.LastKey + 3 - Math.Min(back, twins.LastKey));
        }

        twins.Check();
    }
}
