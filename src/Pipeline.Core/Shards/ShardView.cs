using Pipeline.Core.Journeys;
using Pipeline.Core.Memory;
using Pipeline.Core.Totals;

namespace Pipeline.Core.Shards;

/// <summary>
/// A shard as it was at one moment: read by any thread until it is disposed. Documents are rendered from the views of all shards at one
/// epoch; a snapshot is one view, written down.
/// </summary>
public sealed class ShardView : IDisposable
{
    internal ShardView(Shard shard)
    {
        ShardState state = shard.State;
        Number = shard.Number;
        Epoch = shard.SealedEpoch;
        Ledger = [.. shard.Ledger];
        Names = new ViewNames(state);
        Shoppers = state.Shoppers.Directory();
        Products = state.Products.Directory();
        Root = new RootWriter();
        ShardRoot.Write(shard, Root);
        AwayDays = new Dictionary<int, byte[]>(state.Days.Away);
        Days = state.Days.TakeViews();
        Memory = state.Arena.TakeView();
    }

    /// <summary>The shard's number.</summary>
    public int Number { get; }

    /// <summary>The epoch that it was last sealed at.</summary>
    public long Epoch { get; }

    /// <summary>Its part of the ledger, by partition.</summary>
    public IReadOnlyList<PartitionLedger> Ledger { get; }

    /// <summary>Whether days of it are only in a snapshot.</summary>
    public bool HasDaysAway => AwayDays.Count > 0;

    internal ViewNames Names { get; }

    internal RowDirectory Shoppers { get; }

    internal RowDirectory Products { get; }

    internal RootWriter Root { get; }

    internal IReadOnlyList<DayView> Days { get; }

    /// <summary>Days that are away, with what is needed to read them.</summary>
    internal IReadOnlyDictionary<int, byte[]> AwayDays { get; }

    internal ArenaView Memory { get; }

    /// <summary>Gives back what was kept for this view.</summary>
    public void Dispose()
    {
        foreach (DayView day in Days) day.Dispose();
        Memory.Dispose();
    }
}
