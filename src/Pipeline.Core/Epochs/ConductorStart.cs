namespace Pipeline.Core.Epochs;

/// <summary>What a conductor knows when it starts.</summary>
/// <param name="Shape">What shall shape the numbers; its <see cref="Generation.First"/> is not looked at.</param>
/// <param name="LogStarts">For each partition the offset of the oldest record in the log.</param>
/// <param name="LogEnds">For each partition the durable end of the log.</param>
/// <param name="HighestKnown">The highest epoch that a snapshot, a cursor or a sink names; −1 when none does.</param>
/// <param name="Choice">What it may do when the registry does not simply go on.</param>
public sealed record ConductorStart(
    Generation Shape, IReadOnlyList<long> LogStarts, IReadOnlyList<long> LogEnds, long HighestKnown, StartChoice Choice);
