namespace Pipeline.Core.Catalogue;

/// <summary>A field of a collection's documents: what it means, and what may be done with it.</summary>
/// <param name="Name">Its path: keys with dots between them.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Merge">What it is of several documents together.</param>
/// <param name="Definition">What it means, in a sentence.</param>
/// <param name="Section">The section of <c>docs/semantics.md</c> that fixes it, 1 to 6.</param>
/// <param name="Passage">Words of that section that fix it, as they stand there.</param>
public sealed record FieldInfo(string Name, FieldKind Kind, FieldMerge Merge, string Definition, int Section, string Passage)
{
    /// <summary>The field above a quotient's line; null for other fields.</summary>
    public string? Part { get; init; }

    /// <summary>The field below a quotient's line; null for other fields.</summary>
    public string? Whole { get; init; }

    /// <summary>What to look at instead of documents together, where they make no sense; else null.</summary>
    public string? Instead { get; init; }

    /// <summary>A key's value whose documents are the sums of the others; null where there is none.</summary>
    public string? Total { get; init; }
}
