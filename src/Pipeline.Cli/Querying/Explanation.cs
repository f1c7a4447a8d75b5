using Pipeline.Cli.Querying.Fields;
using Pipeline.Core.Catalogue;

namespace Pipeline.Cli.Querying;

/// <summary>What is said of a field, in words.</summary>
internal static class Explanation
{
    /// <summary>What a field holds, and in which unit.</summary>
    internal static string Unit(FieldInfo field) => field.Kind switch
    {
        FieldKind.Text => "a text",
        FieldKind.Texts => "texts",
        FieldKind.Count => "a count, an integer",
        FieldKind.Counts => $"counts, one is {field.Name}[0]",
        FieldKind.Number => "an integer",
        FieldKind.Milliseconds => "milliseconds, an integer",
        FieldKind.Rate => "from 0 to 1, with 6 decimals",
        FieldKind.Money => $"an amount for each currency, with 4 decimals, one is {field.Name}.USD",
        FieldKind.Instant => "a time in UTC, with milliseconds",
        FieldKind.Bucket => "a time in UTC",
        FieldKind.Day => "a day in UTC",
        FieldKind.Bytes => "bytes in base64",
        _ => "objects",
    };

    /// <summary>What it is of several documents together.</summary>
    internal static string Merging(FieldInfo field) => field.Merge switch
    {
        FieldMerge.Key when field.Total is { } total => $"--group-by {field.Name}; {total} is the sum of the others and never added to them",
        FieldMerge.Key => $"--group-by {field.Name}{Parts(field)}",
        FieldMerge.Apart => "documents that differ in it are never brought together",
        FieldMerge.Sum when field.Kind is FieldKind.Money => "the sum, exact, of each currency",
        FieldMerge.Sum => "the sum",
        FieldMerge.Least => "the least",
        FieldMerge.Greatest => "the greatest",
        FieldMerge.Quotient => $"computed anew: sum of {field.Part} / sum of {field.Whole}",
        FieldMerge.Distinct => $"never added, a shopper in two documents would count twice: {field.Instead}",
        FieldMerge.Percentile => $"never added, percentiles of parts do not give that of the whole: {field.Instead}",
        _ => $"of one document only: {field.Instead}",
    };

    /// <summary>Where it is fixed.</summary>
    internal static string Place(FieldInfo field) => $"docs/semantics.md §{field.Section}: “{field.Passage}”";

    private static string Parts(FieldInfo field) => field.Kind switch
    {
        FieldKind.Bucket or FieldKind.Day => $", or a part of it: {string.Join(", ", FieldPaths.PartNames.Where(p => p != "hour" || field.Kind is FieldKind.Bucket).Select(p => $"{field.Name}.{p}"))}",
        _ => "",
    };
}
