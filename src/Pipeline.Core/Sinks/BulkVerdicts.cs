namespace Pipeline.Core.Sinks;

/// <summary>Classifies each answer of a sink once, by Elasticsearch's status codes.</summary>
public static class BulkVerdicts
{
    /// <summary>What <paramref name="status"/> means for an item of that kind; what is unknown is sent again, never lost.</summary>
    public static BulkVerdict Of(SinkItemKind kind, int status) => status switch
    {
        >= 200 and < 300 => BulkVerdict.Done,

        // An equal or newer version is there, and equal versions are equal bytes; a fact is there already.
        409 => BulkVerdict.Done,
        404 when kind == SinkItemKind.Delete => BulkVerdict.Done,
        400 or 413 or 422 => BulkVerdict.Dead,
        _ => BulkVerdict.Retry,
    };
}
