namespace Pipeline.Core.Events;

/// <summary>A record that is no event: where it lies and why.</summary>
/// <param name="Offset">The record's offset, counted from the block's first.</param>
/// <param name="Start">Its first byte in the block's text buffer.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="Field">The field that the reason applies to; none for the first four reasons.</param>
public readonly record struct RejectedRecord(int Offset, int Start, int Length, RejectReason Reason, EventField Field);
