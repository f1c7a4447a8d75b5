using Pipeline.Core.Decoding;
namespace Pipeline.Log.Partitions;

/// <summary>
/// Takes records for one partition from any number of threads. What arrives while a batch is written and synced makes the
/// next batch, so they share its fsync. Two batches at most exist: the open one, bounded by
/// <see cref="LogWriterOptions.MaxPendingBytes"/>, and the one being written.
/// </summary>
internal sealed class PartitionWriter : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Records appended in bulk are written by their own thread once so many bytes are there.</summary>
    private const int BulkBytes = 1 << 20;

    private readonly Lock _io = new(); // held while writing; taken before _gate
    private readonly Lock _gate = new(); // guards everything below; never held during I/O
    private readonly LogWriterOptions _options;
    private readonly int _partition;
    private readonly int _bulkBytes;
    private AppendBatch _open;
    private AppendBatch _spare;
    private long _nextOffset;
    private Exception? _fault;
    private bool _disposed;
    private TaskCompletionSource? _room;
    private bool _syncWanted;
    private bool _pumping;

    public PartitionWriter(PartitionFolder folder, LogWriterOptions options, EndFile endFile, EndMark end)
    {
        _options = options;
        _partition = folder.Partition;
        _bulkBytes = Math.Min(BulkBytes, options.MaxPendingBytes);
        (_open, _spare) = (new AppendBatch(options.EffectiveFrameBytes), new AppendBatch(options.EffectiveFrameBytes));
        _nextOffset = end.Offset;
        Folder = folder;
        Tail = new SegmentTail(folder, options.Files, options.SegmentBytes, endFile, Signal, end);
    }

    public PartitionFolder Folder { get; }

    public EndSignal Signal { get; } = new();

    /// <summary>To be touched under <see cref="WithTail{T}"/> only, but for its durable offset.</summary>
    private SegmentTail Tail { get; }

    public long DurableOffset => Tail.DurableOffset;

    /// <summary>Adds a record that nobody waits for, writing by itself when there is enough; its offset.</summary>
    public long Append(ReadOnlySpan<byte> record)
    {
        long offset;
        lock (_gate)
        {
            ThrowIfUnusable();
            _open.Add(record);
            offset = _nextOffset++;
            if (_open.Bytes < _bulkBytes) return offset;
        }

        Commit(sync: false);
        return offset;
    }

    /// <summary>Adds records that become durable together, and waits for it; the offset of the first.</summary>
    public async ValueTask<long> AppendAsync<TRecords>(TRecords records, int bytes, CancellationToken cancellation)
        where TRecords : IReadOnlyList<ReadOnlyMemory<byte>>
    {
        while (true)
        {
            AppendWaiter? waiter = TryAdd(records, bytes, out Task room);
            if (waiter is not null)
            {
                Pump();
                return await waiter.Task.ConfigureAwait(false);
            }

            await room.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what is open and, if asked, makes everything durable. Throws when it cannot.</summary>
    public void Commit(bool sync)
    {
        lock (_io)
        {
            AppendBatch batch = Take();
            try
            {
                if (batch.Count > 0) Tail.Write(batch, _options.Timestamps ? _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds() : RecordSpan.NoTimestamp);
                sync |= batch.HasWaiters && _options.Durability == LogDurability.Synced;
                if (sync || Tail.UnsyncedBytes >= _options.SyncBytes) Tail.Sync();
            }
            catch (Exception e)
            {
                // Whatever it was, the file's end is unknown now: nothing may be acknowledged before Resume.
                throw Fail(batch, e);
            }

            batch.Acknowledge();
            batch.Clear();
        }
    }

    /// <summary>Asks, without waiting, that everything taken so far becomes durable. Nothing happens if it is already.</summary>
    public void RequestSync()
    {
        lock (_gate)
        {
            if (_fault is not null || _disposed || _nextOffset == Tail.DurableOffset) return;
            _syncWanted = true;
        }

        Pump();
    }

    public void Resume() => WithTail(tail =>
    {
        lock (_gate)
        {
            if (_fault is null) return true;
        }

        try
        {
            tail.Resume();
        }
        catch (IOException e)
        {
            lock (_gate) _fault = e;
            throw Fault();
        }

        lock (_gate) (_fault, _nextOffset) = (null, tail.Written.Offset);
        return true;
    });

    /// <summary>Runs an action while nothing is written.</summary>
    public T WithTail<T>(Func<SegmentTail, T> action)
    {
        lock (_io)
        {
            lock (_gate) ObjectDisposedException.ThrowIf(_disposed, this);
            return action(Tail);
        }
    }

    /// <summary>The pump: a pool thread that commits as long as somebody waits. At most one per partition.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        while (TryGetWork(out bool sync))
        {
            try
            {
                Commit(sync);
            }
            catch (LogWriteException)
            {
                // Those who waited were told, and everybody who comes next is, until Resume.
            }
            catch (ObjectDisposedException)
            {
                // Disposing told those who waited.
            }
        }
    }

    public void Dispose()
    {
        try
        {
            Commit(sync: true);
        }
        catch (LogWriteException)
        {
            // Those who waited were told; nobody was promised anything about the rest (Flush says so).
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        lock (_io)
        {
            lock (_gate)
            {
                if (_disposed) return;
                _disposed = true;
                _open.Fail(() => new ObjectDisposedException(nameof(LogWriter)));
                _room?.TrySetResult();
            }

            Tail.Dispose();
            Signal.Close();
        }
    }

    private AppendWaiter? TryAdd<TRecords>(TRecords records, int bytes, out Task room)
        where TRecords : IReadOnlyList<ReadOnlyMemory<byte>>
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            if (_open.Count > 0 && _open.Bytes + (long)bytes > _options.MaxPendingBytes)
            {
                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
                PumpLocked(); // records appended in bulk may fill it, for which nobody has pumped
                return null;
            }

            room = Task.CompletedTask;
            var waiter = new AppendWaiter(_nextOffset);
            for (int i = 0; i < records.Count; i++) _open.Add(records[i].Span);
            _open.Add(waiter);
            _nextOffset += records.Count;
            return waiter;
        }
    }

    private void Pump()
    {
        lock (_gate) PumpLocked();
    }

    private void PumpLocked()
    {
        if (_pumping) return;
        _pumping = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool TryGetWork(out bool sync)
    {
        lock (_gate)
        {
            sync = _syncWanted;
            _syncWanted = false;
            _pumping = _fault is null && !_disposed && (sync || _open.HasWaiters || _room is not null);
            return _pumping;
        }
    }

    private AppendBatch Take()
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            AppendBatch batch = _open;
            (_open, _spare) = (_spare, batch);
            _room?.TrySetResult();
            _room = null;
            return batch;
        }
    }

    private LogWriteException Fail(AppendBatch batch, Exception error)
    {
        lock (_gate)
        {
            _fault = error;
            batch.Fail(Fault);
            batch.Clear();
            _open.Fail(Fault);
            _open.Clear();
            _room?.TrySetResult();
            _room = null;
            _syncWanted = false;
            return Fault();
        }
    }

    // A new one for each who is told: an exception that several threads throw loses its traces.
    private LogWriteException Fault() => new(_partition, Tail.DurableOffset, _fault!);

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(LogWriter));
        if (_fault is not null) throw Fault();
    }
}
