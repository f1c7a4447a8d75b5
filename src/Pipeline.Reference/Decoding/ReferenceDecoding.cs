using Pipeline.Core.Events;

namespace Pipeline.Reference.Decoding;

/// <summary>What a record turned out to be: an event, or a reason why it is none.</summary>
/// <param name="Event">The event; null when rejected.</param>
/// <param name="Reason">Why it was rejected; <see cref="RejectReason.None"/> for an event.</param>
/// <param name="Field">The field that the reason applies to; none for the first four reasons.</param>
public sealed record ReferenceDecoding(ReferenceEvent? Event, RejectReason Reason, EventField Field);
