using Pipeline.Cli.DeadLetters.Edits;

namespace Pipeline.Cli.DeadLetters;

/// <summary>What <c>pipeline dlq repair</c> was asked for.</summary>
internal sealed record RepairRequest
{
    internal required string Data { get; init; }

    internal required RecordSelection Selection { get; init; }

    internal required RecordEdits Edits { get; init; }

    internal bool DryRun { get; init; }

    internal bool Json { get; init; }
}
