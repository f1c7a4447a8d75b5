namespace Pipeline.Cli.Bench.Input;

/// <summary>A file of lines in large pieces of whole lines, with bytes to spare behind each, so that a scanner may look ahead.</summary>
internal sealed class LineChunks(string path) : IDisposable
{
    private const int ChunkBytes = 64 << 20, Slack = 64;

    private readonly FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
    private int read;

    /// <summary>The bytes; the first <see cref="Length"/> are whole lines.</summary>
    internal byte[] Buffer { get; } = new byte[ChunkBytes + Slack];

    /// <summary>Bytes of whole lines.</summary>
    internal int Length { get; private set; }

    /// <summary>Reads on; false at the end.</summary>
    internal bool Next()
    {
        int rest = read - Length;
        Array.Copy(Buffer, Length, Buffer, 0, rest);
        read = rest + file.ReadAtLeast(Buffer.AsSpan(rest, ChunkBytes - rest), ChunkBytes - rest, throwOnEndOfStream: false);
        Length = Buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
        return Length > 0;
    }

    public void Dispose() => file.Dispose();
}
