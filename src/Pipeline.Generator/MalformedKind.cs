using Pipeline.Core.Events;

namespace Pipeline.Generator;

/// <summary>A way to break a record.</summary>
/// <param name="Name">Names it in what was planted.</param>
/// <param name="Reason">Why it must be rejected.</param>
/// <param name="Field">The field that the reason applies to; <see cref="EventField.None"/> for the first four reasons.</param>
/// <param name="Template">The record's bytes; <c>~u</c>, <c>~p</c> and <c>~t</c> stand for a shopper's id, a product's id and a time in ms.</param>
/// <param name="Weight">How often, among the others; most have 8.</param>
public sealed record MalformedKind(string Name, RejectReason Reason, EventField Field, ReadOnlyMemory<byte> Template, int Weight = 8);
