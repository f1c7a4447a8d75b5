using Pipeline.Cli.Querying.Fields;
using Pipeline.Cli.Serving;

namespace Pipeline.Cli.Querying;

/// <summary>The answer to a query, of one epoch.</summary>
internal sealed record QueryResult
{
    internal required QueryPlan Plan { get; init; }

    internal required DocumentsData Epoch { get; init; }

    /// <summary>The one document's id; null when all were looked at.</summary>
    internal required string? Id { get; init; }

    internal required IReadOnlyList<Term> Columns { get; init; }

    /// <summary>A cell for each column.</summary>
    internal required IReadOnlyList<Cell[]> Rows { get; init; }

    /// <summary>The rows' documents as they are, where nothing was chosen or brought together; else empty.</summary>
    internal required IReadOnlyList<byte[]> Documents { get; init; }

    /// <summary>How many rows there were before the best were taken.</summary>
    internal required long Found { get; init; }

    /// <summary>What has to be said beside the rows.</summary>
    internal IEnumerable<string> Notes => Plan.Notes.Concat(Columns
        .Where((c, i) => c.Path.Currency is not null && Rows.Count > 0 && Rows.All(r => r[i].Kind is CellKind.Null))
        .Select(c => $"{c.Name} is empty: no row has an amount in {c.Path.Currency}"));

    /// <summary>Of what it is: the epoch, up to when it is complete, how many rows.</summary>
    internal string Origin => $"epoch {Epoch.Epoch}, complete up to {Epoch.CompleteUpTo ?? "nothing yet"}, {Count}";

    private string Count => Found == Rows.Count ? $"{Found:N0} {(Found == 1 ? "row" : "rows")}" : $"{Rows.Count:N0} of {Found:N0} rows";
}
