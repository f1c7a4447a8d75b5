namespace Pipeline.Engine.Running;

/// <summary>Where readers of a whole epoch wait until one stands still; answered by the conductor's thread.</summary>
internal sealed class ReadingDesk
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<EpochReading>> _waiting = new();
    private bool _closed;

    public bool IsAsked
    {
        get
        {
            lock (_lock) return _waiting.Count > 0;
        }
    }

    public EpochReading Ask(CancellationToken cancellation)
    {
        var asked = new TaskCompletionSource<EpochReading>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_closed) throw new OperationCanceledException("The engine has stopped.");
            _waiting.Enqueue(asked);
        }

        try
        {
            asked.Task.Wait(cancellation);
        }
        catch (OperationCanceledException)
        {
            // A reading that came in this very moment is nobody's else.
            if (!asked.TrySetCanceled(cancellation) && asked.Task.IsCompletedSuccessfully) asked.Task.Result.Dispose();
            throw;
        }
        catch (AggregateException)
        {
            // The result below throws what is inside: the desk was closed.
        }

        return asked.Task.GetAwaiter().GetResult();
    }

    /// <summary>Gives everybody who still waits a reading of their own; who comes after none was to be had waits on.</summary>
    public void Answer(Func<EpochReading?> read)
    {
        lock (_lock)
        {
            while (_waiting.TryPeek(out TaskCompletionSource<EpochReading>? asked))
            {
                if (!asked.Task.IsCompleted)
                {
                    if (read() is not { } reading) return;
                    if (!asked.TrySetResult(reading)) reading.Dispose();
                }

                _waiting.Dequeue();
            }
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            while (_waiting.TryDequeue(out TaskCompletionSource<EpochReading>? asked)) asked.TrySetCanceled();
        }
    }
}
