using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;

namespace Pipeline.Core.Tests.Shards;

/// <summary>What an older program wrote is turned into today's form without losing an event.</summary>
public sealed unsafe class FirstFormTests
{
    private const int Header = 32;

    /// <summary>Sizes below, at and above that from which on a list of checkpoints lies in the first page.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(16)]
    public void A_full_block_keeps_its_last_event(int log)
    {
        using var pool = new PagePool();
        using var state = new ShardState(new FoldSettings(), pool);
        int index = state.Shoppers.FindOrAdd(1, "u"u8);
        Shopper* row = state.Arena.Write<Shopper>(state.Shoppers.Handle(index));
        row->Kept = state.Arena.Allocate(1 << log);
        row->KeptCount = ((1 << log) - Header) / KeptEvent.Bytes;
        *state.Arena.Write<Trail>(row->Kept) = new Trail { Extra = (ushort)log };
        for (int i = 0; i < row->KeptCount; i++)
            *KeptEvents.Write(state.Arena, row->Kept, i) = KeptEvent.Of(i, partition: 0, subject: i, eventClass: 1, amount: long.MaxValue);

        FirstForm.Migrate(state);
        row = state.Arena.Write<Shopper>(state.Shoppers.Handle(index));
        Assert.InRange(KeptEvents.Capacity(row->KeptLog), row->KeptCount, int.MaxValue);
        Assert.Equal(0, state.Arena.Read<Trail>(row->Kept)->Extra);
        if (KeptEvents.HasCheckpoints(row)) Assert.Equal(0, state.Arena.Read<CheckpointList>(KeptEvents.CheckpointsOf(row))->Count);
        for (int i = 0; i < row->KeptCount; i++)
        {
            KeptEvent kept = *KeptEvents.Read(state.Arena, row->Kept, i);
            Assert.Equal((i, i, long.MaxValue), (kept.Timestamp, kept.Subject, kept.Amount));
        }
    }
}
