using Pipeline.Cli.Querying.Fields;
using Pipeline.Cli.Querying.Output;
using Pipeline.Core.Catalogue;

namespace Pipeline.Cli.Querying;

/// <summary>A query that makes sense: every name is known, nothing is added that does not add up.</summary>
internal sealed record QueryPlan
{
    internal required CollectionInfo Collection { get; init; }

    /// <summary>The one document's id, once the newest event's time is known; null when all are looked at.</summary>
    internal Func<long, string>? Id { get; init; }

    internal TimeRange? Range { get; init; }

    internal required IReadOnlyList<Condition> Where { get; init; }

    internal required IReadOnlyList<Condition> Having { get; init; }

    /// <summary>Documents that are equal in these are brought together; none: all of them. Null: each stays for itself.</summary>
    internal IReadOnlyList<FieldPath>? Groups { get; init; }

    /// <summary>What is shown, in this order.</summary>
    internal required IReadOnlyList<Term> Columns { get; init; }

    internal required IReadOnlyList<SortKey> Sort { get; init; }

    internal int? Top { get; init; }

    /// <summary>Whether documents are shown as they are: nothing was chosen or brought together.</summary>
    internal required bool IsWhole { get; init; }

    internal required OutputFormat Format { get; init; }

    /// <summary>What has to be said beside the rows.</summary>
    internal required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The number of documents that were brought together.</summary>
    internal static FieldInfo Documents { get; } =
        new("documents", FieldKind.Count, FieldMerge.Sum, "Documents that were brought together.", 6, "");

    /// <summary>The paths whose values a row keeps, each once: of a field of which all are kept none for itself, it would count twice.</summary>
    internal IReadOnlyList<FieldPath> Kept()
    {
        FieldPath[] paths =
        [
            .. (Groups ?? [])
                .Concat(Columns.Concat(Sort.Select(s => s.Term)).Concat(Having.Select(h => h.Term)).SelectMany(t => t.Paths))
                .DistinctBy(p => p.Name),
        ];
        return [.. paths.Where(p => p.IsSeveral || !paths.Any(all => all.IsSeveral && all.Field.Name == p.Field.Name))];
    }
}
