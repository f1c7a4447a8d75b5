namespace Pipeline.Log.Tests.Support;

/// <summary>A timer that fires when its clock is moved, whatever its period.</summary>
internal sealed class ManualTimer(TimerCallback callback, object? state) : ITimer
{
    private bool _disposed;

    public void Fire()
    {
        if (!_disposed) callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period) => true;

    public void Dispose() => _disposed = true;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
