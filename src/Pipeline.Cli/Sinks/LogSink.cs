using Pipeline.Core.Decoding;
using Pipeline.Log;

namespace Pipeline.Cli.Sinks;

/// <summary>Appends records to a log, each to the partition that its shopper's hash names.</summary>
internal sealed class LogSink(LogWriter log) : IRecordSink
{
    private const long FlushBytes = 8 << 20;

    private long unflushed;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> record)
    {
        log.Append(RecordDecoder.PartitionOf(record, log.Partitions), record);
        unflushed += record.Length;
        if (unflushed >= FlushBytes) Flush();
    }

    /// <inheritdoc/>
    public void Flush()
    {
        log.Flush();
        unflushed = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        log.Dispose();
    }
}
