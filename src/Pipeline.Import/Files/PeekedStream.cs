namespace Pipeline.Import.Files;

/// <summary>A stream of which the first bytes were looked at.</summary>
internal sealed class PeekedStream(Stream rest, byte[] first) : ReadOnlyStream
{
    private int _given;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_given == first.Length) return rest.Read(buffer, offset, count);
        int given = Math.Min(count, first.Length - _given);
        first.AsSpan(_given, given).CopyTo(buffer.AsSpan(offset));
        _given += given;

        // A file's read is then a full one, as it would have been; of a stream that waits nothing more is asked.
        return given == count || !rest.CanSeek ? given : given + rest.Read(buffer, offset + given, count - given);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) rest.Dispose();
        base.Dispose(disposing);
    }
}
