namespace Pipeline.Engine.Running;

/// <summary>Counts who still reads an engine's memory: nothing is freed under them, and nobody begins once it is closed.</summary>
internal sealed class LivingReadings
{
    private readonly object _gate = new();
    private int _living;
    private bool _closed;

    /// <summary>Somebody begins to read; <see cref="End"/> is theirs to call, once.</summary>
    /// <exception cref="ObjectDisposedException">The engine is gone.</exception>
    public void Begin()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(PipelineEngine));
            _living++;
        }
    }

    /// <summary>Somebody has read.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (--_living == 0) Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until nobody reads any more; false when somebody still does after <paramref name="longest"/>.</summary>
    public bool Close(TimeSpan longest)
    {
        long since = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            _closed = true;
            while (_living > 0)
            {
                TimeSpan left = longest - TimeProvider.System.GetElapsedTime(since);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left)) return _living == 0;
            }

            return true;
        }
    }
}
