namespace Pipeline.Cli.Sinks;

/// <summary>Where raw records go: a file, standard output, a folder's log.</summary>
internal interface IRecordSink : IDisposable
{
    /// <summary>Takes a record, without a line's end; the bytes are the caller's again when it returns.</summary>
    void Write(ReadOnlySpan<byte> record);

    /// <summary>Makes what was written visible to readers; returns when it is as safe as this sink makes it.</summary>
    void Flush();
}
