namespace Pipeline.Core.Sinks;

/// <summary>What a sink does with an item.</summary>
public enum SinkItemKind : byte
{
    /// <summary>Sets a document under its version; an equal or newer one stays.</summary>
    Document = 0,

    /// <summary>Deletes a document under the deletion's version; an equal or newer one stays.</summary>
    Delete,

    /// <summary>Creates a fact under its id, once; it has no version.</summary>
    Fact,
}
