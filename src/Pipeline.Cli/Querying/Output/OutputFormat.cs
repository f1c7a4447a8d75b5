namespace Pipeline.Cli.Querying.Output;

/// <summary>How rows are shown.</summary>
internal enum OutputFormat
{
    /// <summary>A table for people.</summary>
    Table,

    /// <summary>A line of names, then a line a row, with tabs between.</summary>
    Plain,

    /// <summary>The same by RFC 4180.</summary>
    Csv,

    /// <summary>An object a line.</summary>
    Ndjson,

    /// <summary>One object that holds the epoch and the rows.</summary>
    Json,
}
