using Pipeline.Core.Epochs;

namespace Pipeline.Engine.Running;

/// <summary>The conductor stopped for a reason that the operator has to know.</summary>
/// <param name="reason">Why.</param>
/// <param name="details">What was found, a line each: for another shape what differs.</param>
public sealed class EngineStoppedException(StopReason reason, IReadOnlyList<string> details)
    : Exception($"The conductor stopped: {reason}.")
{
    /// <summary>Why.</summary>
    public StopReason Reason => reason;

    /// <summary>What was found, a line each: for another shape what differs between the state's settings and those given.</summary>
    public IReadOnlyList<string> Details => details;
}
