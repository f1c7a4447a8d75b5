namespace Pipeline.Cli.Frame;

/// <summary>Shows nothing: nobody watches.</summary>
internal sealed class NoProgress : IWorkProgress
{
    /// <inheritdoc/>
    public void Report(long done)
    {
    }
}
