namespace Pipeline.Cli.Bench.Yardsticks;

/// <summary>Finds the ends of the lines, nothing else.</summary>
internal sealed class NewlineWork : ILineWork
{
    public long Take(byte[] buffer, int start, int end)
    {
        ReadOnlySpan<byte> rest = buffer.AsSpan(start, end - start);
        long lines = 0;
        for (int at; (at = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(at + 1)..]) lines++;
        return lines;
    }

    public void Dispose()
    {
    }
}
