using Pipeline.Core.Epochs;

namespace Pipeline.Engine.Running;

/// <summary>The conductor stopped for a reason that the operator has to know.</summary>
/// <param name="reason">Why.</param>
/// <param name="differences">For another shape: what differs, a line each.</param>
public sealed class EngineStoppedException(StopReason reason, IReadOnlyList<string> differences)
    : Exception($"The conductor stopped: {reason}.")
{
    /// <summary>Why.</summary>
    public StopReason Reason => reason;

    /// <summary>What differs between the state's settings and those given.</summary>
    public IReadOnlyList<string> Differences => differences;
}
