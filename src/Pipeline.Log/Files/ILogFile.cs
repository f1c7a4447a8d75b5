namespace Pipeline.Log.Files;

/// <summary>One open file of the log. What it throws on failure is an <see cref="IOException"/>.</summary>
internal interface ILogFile : IDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads at <paramref name="position"/> until <paramref name="into"/> is full or the file ends; bytes read.</summary>
    int Read(long position, Span<byte> into);

    /// <summary>Writes all of <paramref name="bytes"/> at <paramref name="position"/>; after an error any part may be there.</summary>
    void Write(long position, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts the file to <paramref name="length"/> bytes.</summary>
    void SetLength(long length);

    /// <summary>Returns when everything written before is durable. After an error nothing unsynced may be trusted.</summary>
    void Sync();
}
