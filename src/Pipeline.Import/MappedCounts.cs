namespace Pipeline.Import;

/// <summary>What became of the lines so far.</summary>
/// <param name="Lines">Lines, without headers and empty ones; a record of several lines is one.</param>
/// <param name="Events">Events that they gave.</param>
/// <param name="Without">Lines that the mapping says are no event.</param>
/// <param name="Unmapped">Lines that were passed on as they are.</param>
/// <param name="AmbiguousTimes">Local times that named two moments, because the clock was put back.</param>
/// <param name="Reasons">Why lines could not be mapped, the most frequent first.</param>
public sealed record MappedCounts(
    long Lines, long Events, long Without, long Unmapped, long AmbiguousTimes, IReadOnlyList<UnmappedReason> Reasons);
