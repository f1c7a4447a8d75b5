namespace Pipeline.Log.Partitions;

/// <summary>Wakes the readers of the writer's own process when the durable end moves.</summary>
internal sealed class EndSignal
{
    private TaskCompletionSource? _next;

    /// <summary>True once the writer is gone: readers that stay have to look by themselves.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Completes at the next pulse. Take it first and look at the end then, so that no pulse is missed.</summary>
    public Task Next()
    {
        while (true)
        {
            TaskCompletionSource? next = Volatile.Read(ref _next);
            if (next is not null) return next.Task;
            next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Interlocked.CompareExchange(ref _next, next, null) is null) return next.Task;
        }
    }

    public void Pulse() => Interlocked.Exchange(ref _next, null)?.TrySetResult();

    public void Close()
    {
        IsClosed = true;
        Pulse();
    }
}
