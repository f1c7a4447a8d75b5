using Pipeline.Core.Events;

namespace Pipeline.Cli.Commands;

/// <summary>Records that would be dead letters for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Field">The field; <see cref="EventField.None"/> for the record as a whole.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">The first.</param>
internal sealed record MapRejected(RejectReason Reason, EventField Field, long Count, string Example);
