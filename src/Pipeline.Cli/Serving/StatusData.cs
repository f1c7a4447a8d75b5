using Pipeline.Core.Events;
using Pipeline.Core.Shards;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Serving;

/// <summary>The state of a folder as of its newest epoch.</summary>
internal sealed record StatusData(
    long Epoch,
    List<PartitionData> Partitions,
    long Shoppers,
    long MemoryBytes,
    List<long> SnapshotEpochs,
    double EventsPerSecond,
    bool Running,
    RebuildData? Rebuild,
    SizesData? Sizes = null,
    DaysData? Days = null)
{
    internal static StatusData Of(EngineStatus status, bool running = true) => new(
        status.Epoch.Number,
        [.. status.Ledger.Select((ledger, p) => Of(ledger, p, status.Ends[p]))],
        status.Shoppers,
        status.MemoryBytes,
        [.. status.SnapshotEpochs],
        Math.Round(status.EventsPerSecond),
        running,
        RebuildData.From(status.Rebuild),
        new SizesData(status.Sizes.LogBytes, status.Sizes.SnapshotBytes, status.Sizes.FactBytes),
        new DaysData(status.Days.Loaded, status.Days.Away, status.Days.Fetched));

    private static PartitionData Of(PartitionLedger l, int partition, long end) => new(
        partition, l.Position, end, end - l.Position, l.Records, l.Accepted, l.Duplicates, l.Late, l.Rejected,
        l.Newest == 0 ? null : EventTime.ToText(l.Newest));
}
