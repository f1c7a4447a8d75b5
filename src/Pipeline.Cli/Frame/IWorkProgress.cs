namespace Pipeline.Cli.Frame;

/// <summary>Told how far a long piece of work is.</summary>
internal interface IWorkProgress
{
    /// <summary>Notes that <paramref name="done"/> items are done. Cheap; call it at most some thousand times a second.</summary>
    void Report(long done);
}
