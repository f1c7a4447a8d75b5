namespace Pipeline.Store.Files;

/// <summary>An open file. Reads may come from several threads, writes from one at a time.</summary>
internal interface IStoreFile : IDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads until <paramref name="target"/> is full or the file ends; the number of bytes read.</summary>
    int Read(long position, Span<byte> target);

    /// <summary>Writes all of <paramref name="bytes"/>; when it throws, any part of them may have been written.</summary>
    void Write(long position, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts off what is behind <paramref name="length"/>.</summary>
    void Cut(long length);

    /// <summary>
    /// Makes the file's bytes and length durable. When it throws, no later success says anything about what was written before:
    /// the kernel reports a lost page once.
    /// </summary>
    void Flush();
}
