namespace Pipeline.Cli.Sinks;

/// <summary>Writes records as lines to a stream.</summary>
internal sealed class StreamSink(Stream stream) : IRecordSink
{
    private readonly byte[] buffer = new byte[1 << 18];
    private int length;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> record)
    {
        if (buffer.Length - length <= record.Length) Empty();
        if (record.Length >= buffer.Length)
        {
            stream.Write(record);
            stream.WriteByte((byte)'\n');
            return;
        }

        record.CopyTo(buffer.AsSpan(length));
        length += record.Length;
        buffer[length++] = (byte)'\n';
    }

    /// <inheritdoc/>
    public void Flush()
    {
        Empty();
        stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        stream.Dispose();
    }

    private void Empty()
    {
        stream.Write(buffer, 0, length);
        length = 0;
    }
}
