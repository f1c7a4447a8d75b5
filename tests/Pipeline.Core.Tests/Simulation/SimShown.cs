using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>The totals of all shards at one shown epoch.</summary>
internal sealed record SimShown(Generation Generation, EpochCut Cut, SortedList<string, SimRow> Rows)
{
    public static SimShown Of(Generation generation, EpochCut cut, IEnumerable<SealedShard> shards)
    {
        var rows = new SortedList<string, SimRow>(StringComparer.Ordinal);
        foreach (SealedShard shard in shards)
        {
            foreach ((string key, SimRow row) in shard.Rows) rows[key] = rows.GetValueOrDefault(key).Plus(row);
        }

        return new SimShown(generation, cut, rows);
    }

    public CursorEvent.BatchRead Batch(int shard, CursorCommand.ReadBatch read)
    {
        var items = new List<SinkItem>();
        foreach ((string key, SimRow row) in Rows)
        {
            if (row.ChangedBy <= read.Since || SimRecord.ShardOf(key, Generation.Shards) != shard) continue;
            if (read.After is not null && string.CompareOrdinal(key, read.After) <= 0) continue;
            items.Add(row.Count == 0
                ? new SinkItem(SinkItemKind.Delete, key, row.ChangedBy, default)
                : new SinkItem(SinkItemKind.Document, key, row.ChangedBy, row.Bytes()));
            if (items.Count == read.MaxItems) return new CursorEvent.BatchRead(items, key);
        }

        return new CursorEvent.BatchRead(items, null);
    }
}
