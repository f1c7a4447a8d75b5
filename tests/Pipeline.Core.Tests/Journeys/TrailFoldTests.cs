using Pipeline.Core.Decoding;
using Pipeline.Core.Events;
using Pipeline.Core.Funnels;
using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Core.Tests.Totals;
using Pipeline.Core.Totals;
using Pipeline.Testing.Streams;

namespace Pipeline.Core.Tests.Journeys;

/// <summary>Corrections rest on this: what a step counts with one sign it takes back with the other.</summary>
public sealed unsafe class TrailFoldTests
{
    private const int Seeds = 100;

    [Fact]
    public void Counted_and_taken_back_is_nothing_and_sign_0_counts_nothing()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            using var pool = new PagePool();
            using var days = new Days(pool);
            Run(seed, days);
        }
    }

    private static void Run(int seed, Days days)
    {
        var fold = new FoldSettings { Funnels = new FunnelMaker(seed).Make(1 + (seed % 5)) };
        var plans = new FunnelPlans(fold.Funnels);
        var classes = new EventClasses(plans);
        var totals = new Subtotals(days);
        var trails = new TrailFold(fold, plans, classes, new FunnelFold(totals), totals);
        KeptEvent[] events = Events(seed, classes);
        int counted = Fold(trails, events, +1);
        Assert.True(TotalsDump.Of(days).Count > 0, $"seed {seed}: nothing was counted");
        Assert.Equal(-counted, Fold(trails, events, -1));
        Assert.True(TotalsDump.Of(days).Count == 0, $"seed {seed} leaves {string.Join(", ", TotalsDump.Of(days))}");
        Assert.Equal(0, Fold(trails, events, 0));
        Assert.True(TotalsDump.Of(days).Count == 0, $"seed {seed}: sign 0 counted");
    }

    private static int Fold(TrailFold trails, KeptEvent[] events, int sign)
    {
        Trail trail = default;
        var more = new Attempt[trails.MoreAttemptCount];
        int sessions = 0;
        foreach (KeptEvent next in events)
        {
            KeptEvent e = next;
            sessions += trails.Step(ref trail, more, &e, sign);
        }

        return sessions;
    }

    /// <summary>All events of a stream, as if they were one shopper's.</summary>
    private static KeptEvent[] Events(int seed, EventClasses classes)
    {
        var block = new RawBlock { Partition = 0, From = 0 };
        foreach (MadeRecord made in new StreamMaker(seed).Make(200))
            block.Add(block.AppendText(made.Bytes), made.Bytes.Length, RecordSpan.NoTimestamp);
        var slice = new Slice();
        new BlockDecoder().Decode(block, [slice]);
        return
        [
            .. slice.Records.Take(slice.Count).OrderBy(r => r.Timestamp).Select((r, i) => KeptEvent.Of(
                r.Timestamp, 0, i % 5, classes.Of(r, block), r.Type == EventType.Purchase ? r.Amount : 0)),
        ];
    }
}
