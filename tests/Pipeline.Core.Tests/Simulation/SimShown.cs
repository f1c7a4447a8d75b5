using Pipeline.Core.Epochs;
using Pipeline.Core.Sinks;

namespace Pipeline.Core.Tests.Simulation;

/// <summary>The documents of all shards at one shown epoch.</summary>
internal sealed record SimShown(Generation Generation, EpochCut Cut, SortedList<string, SimDocument> Documents)
{
    public CursorEvent.BatchRead Batch(int shard, CursorCommand.ReadBatch read)
    {
        var items = new List<SinkItem>();
        foreach ((string key, SimDocument document) in Documents)
        {
            if (document.ChangedBy <= read.Since || SimRecord.ShardOf(key, Generation.Shards) != shard) continue;
            if (read.After is not null && string.CompareOrdinal(key, read.After) <= 0) continue;
            items.Add(document.Bytes is { } bytes
                ? new SinkItem(SinkItemKind.Document, key, document.ChangedBy, bytes)
                : new SinkItem(SinkItemKind.Delete, key, document.ChangedBy, default));
            if (items.Count == read.MaxItems) return new CursorEvent.BatchRead(items, key);
        }

        return new CursorEvent.BatchRead(items, null);
    }
}
