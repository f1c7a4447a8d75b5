using Pipeline.Core.Decoding;
using Pipeline.Log;

namespace Pipeline.Engine.Feeds;

/// <summary>One partition of a log being read: where it is, whether it is stopped, and how far its records' time has come.</summary>
public sealed class PartitionReader : IDisposable
{
    private readonly LogFolder _log;
    private LogReader? _reader;
    private long _bytesSinceEpoch;
    private long _position;
    private long _newest;

    /// <summary>A reader that does not read before <see cref="Begin"/>.</summary>
    public PartitionReader(LogFolder log, int partition) => (_log, Partition) = (log, partition);

    /// <summary>The partition.</summary>
    public int Partition { get; }

    /// <summary>Whether reading has begun.</summary>
    public bool HasBegun => _reader is not null;

    /// <summary>While true nothing is handed out.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Nothing at or behind this offset is handed out; no limit by default.</summary>
    public long Limit { get; set; } = long.MaxValue;

    /// <summary>Offset behind the last record handed out.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Newest event time among the blocks decoded.</summary>
    public long Newest => Volatile.Read(ref _newest);

    /// <summary>Bytes handed out since the newest epoch.</summary>
    public long BytesSinceEpoch => Volatile.Read(ref _bytesSinceEpoch);

    /// <summary>The durable end of the partition.</summary>
    public long End => _log.End(Partition);

    /// <summary>Begins at an offset.</summary>
    /// <exception cref="LogTruncatedException">Retention took it.</exception>
    /// <exception cref="LogBeyondEndException">The log ends before it: it is another one.</exception>
    public void Begin(long offset)
    {
        if (_reader is not null) return;
        Volatile.Write(ref _position, offset);
        _reader = _log.OpenReader(Partition, offset);
    }

    /// <summary>Stands at an offset without reading anything.</summary>
    public void Skip(long offset) => Volatile.Write(ref _position, offset);

    /// <summary>Reads on; false when stopped, at the end, or at the limit.</summary>
    public bool TryRead(RawBlock block, int records, int bytes)
    {
        if (_reader is null || IsStopped || _position >= Limit) return false;
        int most = (int)Math.Min(records, Limit - _position);
        if (_reader.Read(block, most, bytes) == 0) return false;
        Volatile.Write(ref _position, block.To);
        Volatile.Write(ref _bytesSinceEpoch, _bytesSinceEpoch + block.Length);
        return true;
    }

    /// <summary>Notes the newest time of a decoded block.</summary>
    public void Decoded(long newest)
    {
        if (newest > _newest) Volatile.Write(ref _newest, newest);
    }

    /// <summary>An epoch names what was handed out so far.</summary>
    public void Registered() => Volatile.Write(ref _bytesSinceEpoch, 0);

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();
}
