using System.IO.Compression;

namespace Pipeline.Import.Files;

/// <summary>A compressed stream's bytes. A read gives as many as were asked for while there are so many; damage is an <see cref="IOException"/>.</summary>
internal sealed class GzipInput(Stream compressed, string name) : ReadOnlyStream
{
    private readonly GZipStream _plain = new(compressed, CompressionMode.Decompress);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int filled = 0;
        try
        {
            for (int read; filled < count && (read = _plain.Read(buffer, offset + filled, count - filled)) > 0;) filled += read;
            return filled;
        }
        catch (InvalidDataException exception)
        {
            throw new IOException($"{name}: the gzip data is damaged or cut off: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _plain.Dispose();
        base.Dispose(disposing);
    }
}
