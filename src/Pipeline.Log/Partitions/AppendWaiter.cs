namespace Pipeline.Log.Partitions;

/// <summary>Somebody who waits until what they appended is acknowledged; the result is the offset of its first record.</summary>
internal sealed class AppendWaiter(long offset) : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public void Acknowledge() => TrySetResult(offset);
}
