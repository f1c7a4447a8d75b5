using Pipeline.Store.Files;

namespace Pipeline.Store.Tests.Files;

internal sealed class SimulatedFile(SimulatedFiles files, SimulatedNode node, string path) : IStoreFile
{
    public long Length => node.Seen.Length;

    public int Read(long position, Span<byte> target)
    {
        files.RequireAlive();
        int length = (int)Math.Clamp(node.Seen.Length - position, 0, target.Length);
        node.Seen.Slice((int)Math.Min(position, node.Seen.Length), length).CopyTo(target);
        return length;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        byte[] half = bytes[..(bytes.Length / 2)].ToArray();
        files.Step(path, _ => node.Write(position, half));
        node.Write(position, bytes);
    }

    public void Cut(long length)
    {
        files.Step(path);
        node.Cut(length);
    }

    public void Flush()
    {
        files.Step(path, fault =>
        {
            if (fault == FileFault.FlushLost) node.Flush(isLost: true);
        });
        node.Flush(isLost: false);
    }

    public void Dispose()
    {
    }
}
