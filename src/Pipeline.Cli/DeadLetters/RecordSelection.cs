using Pipeline.Core.Events;
using Pipeline.Core.Facts;

namespace Pipeline.Cli.DeadLetters;

/// <summary>Which dead letters or late records a command is about.</summary>
internal sealed record RecordSelection
{
    /// <summary>Which of the two.</summary>
    internal required FactKind Kind { get; init; }

    /// <summary>These and no others; none when they are chosen by what follows.</summary>
    internal IReadOnlySet<RecordId> Ids { get; init; } = new HashSet<RecordId>();

    /// <summary>Only those with this reason; null for all.</summary>
    internal RejectReason? Reason { get; init; }

    /// <summary>Only those with this field; null for all.</summary>
    internal EventField? Field { get; init; }

    /// <summary>Whether records are named: then also those that were put back or dropped are meant.</summary>
    internal bool IsNamed => Ids.Count > 0;

    internal string What => Kind == FactKind.Late ? "late record" : "dead letter";

    /// <summary>A number of them, as a sentence has it.</summary>
    internal string Count(long number) => $"{number:N0} {What}{(number == 1 ? "" : "s")}";

    internal bool Holds(StoredRecord record) => IsNamed
        ? Ids.Contains(record.Id)
        : (Reason is not { } reason || record.Reason == reason) && (Field is not { } field || record.Field == field);
}
