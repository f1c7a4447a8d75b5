using System.Globalization;
using Pipeline.Core.Shards;

namespace Pipeline.Core.Documents;

/// <summary>The ledger: one document a partition, also for an empty one.</summary>
internal sealed class LedgerDocuments(EpochView view)
{
    public void Render(Action<ReadOnlySpan<byte>> write)
    {
        var line = new LineWriter();
        int partitions = Math.Max(view.Cut.Positions.Count, view.Shards.Max(s => s.Ledger.Count));
        foreach (int partition in Enumerable.Range(0, partitions).OrderBy(p => p.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal))
        {
            line.Clear();
            Write(line, partition, Sum(partition));
            write(line.Written);
        }
    }

    /// <summary>The ledger of a partition over all shards.</summary>
    public PartitionLedger Sum(int partition)
    {
        var sum = default(PartitionLedger);
        sum.Position = partition < view.Cut.Positions.Count ? view.Cut.Positions[partition] : 0;
        foreach (ShardView shard in view.Shards)
        {
            if (partition < shard.Ledger.Count) sum.Add(shard.Ledger[partition]);
        }

        return sum;
    }

    private static void Write(LineWriter line, int partition, in PartitionLedger sum)
    {
        line.Open('{');
        line.Key("_id"u8);
        line.Text(partition.ToString(CultureInfo.InvariantCulture));
        line.Key("accepted"u8);
        line.Number(sum.Accepted);
        line.Key("duplicates"u8);
        line.Number(sum.Duplicates);
        line.Key("late"u8);
        line.Number(sum.Late);
        line.Key("newest"u8);
        if (sum.Newest == 0) line.Null();
        else line.Instant(sum.Newest);
        line.Key("next_offset"u8);
        line.Number(sum.Position);
        line.Key("partition"u8);
        line.Number(partition);
        line.Key("records"u8);
        line.Number(sum.Records);
        line.Key("rejected"u8);
        line.Number(sum.Rejected);
        line.Close('}');
    }
}
