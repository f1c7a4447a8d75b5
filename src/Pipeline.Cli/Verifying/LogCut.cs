using Pipeline.Core.Decoding;
using Pipeline.Engine.Running;
using Pipeline.Log;
using Pipeline.Reference;

namespace Pipeline.Cli.Verifying;

/// <summary>What the log holds below an epoch's cut, to be read as often as it takes.</summary>
internal sealed class LogCut(StoredEpoch stored)
{
    private const int RecordsAtOnce = 4096;
    private const int BytesAtOnce = 1 << 20;
    private const long RecordsPerPass = 2_000_000;

    private readonly LogFolder _log = stored.Folder.Log;

    internal int Partitions => stored.State.Newest.Positions.Count;

    internal long Records => stored.State.Newest.Positions.Sum();

    internal int DefaultPasses => (int)Math.Clamp((Records + RecordsPerPass - 1) / RecordsPerPass, 1, 1000);

    /// <summary>What retention took of what the numbers were made from; null when nothing.</summary>
    internal string? MissingBeginning()
    {
        for (int p = 0; p < Partitions; p++)
        {
            long start = _log.Start(p);
            if (start > 0 && stored.State.Newest.Positions[p] > 0)
                return $"partition {p} begins at offset {start}: retention took what was before.";
        }

        return null;
    }

    /// <summary>The records, partition by partition; their bytes are good until the next is asked for.</summary>
    internal IEnumerable<SourceRecord> Read(Action<long> report, CancellationToken stop)
    {
        RawBlock block = new();
        long read = 0;
        for (int p = 0; p < Partitions; p++)
        {
            long end = stored.State.Newest.Positions[p];
            if (end == 0) continue;
            using LogReader reader = _log.OpenReader(p, 0);
            while (reader.Position < end && reader.Read(block, (int)Math.Min(RecordsAtOnce, end - reader.Position), BytesAtOnce) > 0)
            {
                stop.ThrowIfCancellationRequested();
                for (int i = 0; i < block.Count; i++)
                {
                    RecordSpan span = block.Records[i];
                    yield return new SourceRecord(p, block.From + i, block.Buffer.AsMemory(span.Start, span.Length), span.LogTimestamp);
                }

                report(read += block.Count);
            }
        }
    }
}
