namespace Pipeline.Core.Catalogue;

/// <summary>A collection: what its documents are of, and their fields.</summary>
/// <param name="Name">One of <see cref="Documents.Collections"/>.</param>
/// <param name="Holds">What a document is of, in a sentence.</param>
/// <param name="Id">How an id is made.</param>
/// <param name="Fields">The fields, the most asked for first, without <c>_id</c>.</param>
public sealed record CollectionInfo(string Name, string Holds, string Id, IReadOnlyList<FieldInfo> Fields)
{
    /// <summary>The field that says of what time a document is; null when it is of all time.</summary>
    public FieldInfo? Time => Fields.FirstOrDefault(f => f.Kind is FieldKind.Bucket or FieldKind.Day);

    /// <summary>Milliseconds of the time that a document is of; 0 when it is of all time.</summary>
    public long Width { get; init; }

    /// <summary>Where to look when a range of time is asked for and documents are of all time; else null.</summary>
    public string? Ranges { get; init; }
}
