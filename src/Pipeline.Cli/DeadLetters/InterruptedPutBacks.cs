using Pipeline.Core.Decoding;
using Pipeline.Log;
using Pipeline.Store.Treatments;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Finds out what became of records that a killed process was putting back, and notes it.</summary>
internal static class InterruptedPutBacks
{
    private const int RecordsAtOnce = 4096;
    private const int BytesAtOnce = 1 << 20;

    /// <summary>How many the log turned out to hold, and how many not.</summary>
    internal static (int Found, int Lost) Finish(TreatmentJournal journal, LogWriter log, TimeProvider time)
    {
        Treatment[] open = [.. journal.State.All.Where(t => t.Kind == TreatmentKind.Intended)];
        List<Treatment> known = [];
        foreach (IGrouping<int, Treatment> partition in open.GroupBy(t => t.IntoPartition)) known.AddRange(Look(log, partition.Key, [.. partition]));
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        journal.Append([.. known.Select(t => t with { Time = now })]);
        int found = known.Count(t => t.Kind == TreatmentKind.PutBack);
        return (found, open.Length - found);
    }

    /// <summary>
    /// What the partition says of each. A record with these bytes at or behind the offset is it: if another process appended the same
    /// bytes since, then they are in the log once all the same, which is what was asked for.
    /// </summary>
    private static IEnumerable<Treatment> Look(LogWriter log, int partition, List<Treatment> open)
    {
        long from = open.Min(t => t.IntoOffset), start = log.Start(partition);
        using LogReader reader = log.OpenReader(partition, Math.Max(from, start));
        RawBlock block = new();
        while (open.Count > 0 && reader.Read(block, RecordsAtOnce, BytesAtOnce) > 0)
        {
            for (int i = 0; i < block.Count && open.Count > 0; i++)
            {
                RecordSpan span = block.Records[i];
                (ulong high, ulong low) = PutBack.HashOf(block.Buffer.AsSpan(span.Start, span.Length));
                int index = open.FindIndex(t => t.HashHigh == high && t.HashLow == low && t.IntoOffset <= block.From + i);
                if (index < 0) continue;
                yield return open[index] with { Kind = TreatmentKind.PutBack, IntoOffset = block.From + i };
                open.RemoveAt(index);
            }
        }

        // Where retention took a part that may have held one, it counts as put back: a record counted twice would never be found.
        foreach (Treatment lost in open)
        {
            yield return start > lost.IntoOffset
                ? lost with { Kind = TreatmentKind.PutBack, IntoOffset = Treatment.NoPlace }
                : lost with { Kind = TreatmentKind.NotPutBack };
        }
    }
}
