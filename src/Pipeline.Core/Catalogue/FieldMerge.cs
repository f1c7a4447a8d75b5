namespace Pipeline.Core.Catalogue;

/// <summary>What a field of several documents together is.</summary>
public enum FieldMerge
{
    /// <summary>It says of what a document is; documents may be brought together by it.</summary>
    Key,

    /// <summary>As <see cref="Key"/>, and documents that differ in it count the same things: they are never brought together.</summary>
    Apart,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The least.</summary>
    Least,

    /// <summary>The greatest.</summary>
    Greatest,

    /// <summary>The quotient of two summed fields, <see cref="FieldInfo.Part"/> and <see cref="FieldInfo.Whole"/>.</summary>
    Quotient,

    /// <summary>Nothing: it counts distinct shoppers, and who stands in two documents would count twice.</summary>
    Distinct,

    /// <summary>Nothing: percentiles of parts do not give that of the whole.</summary>
    Percentile,

    /// <summary>Nothing: it is of one document only.</summary>
    Single,
}
