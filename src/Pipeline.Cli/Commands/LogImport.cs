using Pipeline.Cli.Frame;
using Pipeline.Core.Decoding;
using Pipeline.Engine.Feeds;
using Pipeline.Log;

namespace Pipeline.Cli.Commands;

/// <summary>Lines into a log, each to the partition that its shopper's hash names.</summary>
internal static class LogImport
{
    /// <summary>
    /// Appends all lines, durably; their number. Each read of the input is flushed when it was not a full one, so that a slow stream is durable
    /// soon. When it is to stop, the lines that were read whole are in the log.
    /// </summary>
    internal static long Pump(LogWriter log, ILineSource lines, IWorkProgress progress, CancellationToken stop)
    {
        const long FlushBytes = 1 << 23;
        RawBlock block = new();
        long records = 0, flushed = 0, before = 0;
        while (TryRead(lines, block, stop))
        {
            for (int i = 0; i < block.Count; i++)
            {
                RecordSpan span = block.Records[i];
                ReadOnlySpan<byte> record = block.Buffer.AsSpan(span.Start, span.Length);
                log.Append(RecordDecoder.PartitionOf(record, log.Partitions), record);
            }

            records += block.Count;
            bool slow = lines.BytesRead - before < LineReader.ReadBytes;
            before = lines.BytesRead;
            if (slow || lines.BytesRead - flushed >= FlushBytes)
            {
                log.Flush();
                flushed = lines.BytesRead;
            }

            progress.Report(lines.BytesRead);
        }

        log.Flush();
        return records;
    }

    private static bool TryRead(ILineSource lines, RawBlock block, CancellationToken stop)
    {
        try
        {
            return !stop.IsCancellationRequested && lines.TryRead(block);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
