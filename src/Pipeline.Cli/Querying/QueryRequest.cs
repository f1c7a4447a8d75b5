using Pipeline.Cli.Querying.Output;

namespace Pipeline.Cli.Querying;

/// <summary>A query as it was typed.</summary>
internal sealed record QueryRequest
{
    /// <summary>The collection's name.</summary>
    internal required string Collection { get; init; }

    /// <summary>The id of the one document that is asked for; of the site also a day, a time, <c>today</c> or <c>yesterday</c>.</summary>
    internal string? Id { get; init; }

    /// <summary>From when on, and before when.</summary>
    internal string? From { get; init; }

    /// <inheritdoc cref="From"/>
    internal string? To { get; init; }

    /// <summary>How far back from the newest event, in ms.</summary>
    internal long? Last { get; init; }

    /// <summary><c>today</c>, <c>this-week</c>, <c>2026-01</c>…</summary>
    internal string? Period { get; init; }

    /// <summary>Conditions on documents.</summary>
    internal IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>Conditions on rows that documents were brought together in.</summary>
    internal IReadOnlyList<string> Having { get; init; } = [];

    /// <summary>Terms, by commas; a minus sign before one turns it round.</summary>
    internal string? Sort { get; init; }

    /// <summary>The most rows.</summary>
    internal int? Top { get; init; }

    /// <summary>Terms, by commas.</summary>
    internal string? Fields { get; init; }

    /// <summary>Paths, by commas.</summary>
    internal string? GroupBy { get; init; }

    /// <summary>Whether all is brought together in one row.</summary>
    internal bool Sum { get; init; }

    /// <summary>How it is shown.</summary>
    internal OutputFormat Format { get; init; }
}
