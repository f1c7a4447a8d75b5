namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>Work on lines, with whatever state it keeps.</summary>
internal interface ILineWork : IDisposable
{
    /// <summary>Works on the whole lines from <paramref name="start"/> to <paramref name="end"/>; their number.</summary>
    long Take(byte[] buffer, int start, int end);
}
