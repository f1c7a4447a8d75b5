using Pipeline.Log.Files;

namespace Pipeline.Log.Tests.Support;

internal sealed class FaultyFile(FaultyFiles files, string path, ILogFile file) : ILogFile
{
    public long Length => file.Length;

    public int Read(long position, Span<byte> into) => file.Read(position, into);

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        files.Count();
        int granted = files.Reserve(bytes.Length);
        file.Write(position, bytes[..granted]);
        if (granted < bytes.Length) throw new IOException("injected: no space left on device", 28);
    }

    public void SetLength(long length)
    {
        files.Count();
        file.SetLength(length);
        files.Cut(path, length);
    }

    public void Sync()
    {
        files.Count();
        long length = file.Length;
        files.Syncing();
        files.Synced(path, length);
    }

    public void Dispose() => file.Dispose();
}
