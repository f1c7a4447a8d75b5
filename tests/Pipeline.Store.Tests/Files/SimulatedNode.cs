namespace Pipeline.Store.Tests.Files;

/// <summary>A file's bytes: as processes see them, as the disk has them, and the writes in between.</summary>
internal sealed class SimulatedNode
{
    private readonly List<(long Position, byte[]? Bytes)> _pending = []; // without bytes: cut there
    private GrowingBytes _seen = new([]);
    private GrowingBytes _durable = new([]);

    public ReadOnlySpan<byte> Seen => _seen.Span;

    public SimulatedNode Clone()
    {
        var copy = new SimulatedNode { _seen = _seen.Clone(), _durable = _durable.Clone() };
        copy._pending.AddRange(_pending);
        return copy;
    }

    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        _seen.Write(position, bytes);
        _pending.Add((position, bytes.ToArray()));
    }

    public void Cut(long length)
    {
        _seen.Cut(length);
        _pending.Add((length, null));
    }

    public void Replace(byte[] bytes)
    {
        _pending.Clear();
        _seen = new GrowingBytes([.. bytes]);
        _durable = new GrowingBytes([.. bytes]);
    }

    /// <summary>The pending writes reach the disk, or, when that fails, never will.</summary>
    public void Flush(bool isLost)
    {
        foreach ((long position, byte[]? bytes) in _pending)
        {
            if (isLost) break;
            if (bytes is null) _durable.Cut(position);
            else _durable.Write(position, bytes);
        }

        _pending.Clear();
    }

    /// <summary>After a loss of power: any of the pending writes, any part of each.</summary>
    public void LosePower(Random random)
    {
        bool none = random.Next(3) == 0;
        foreach ((long position, byte[]? bytes) in _pending)
        {
            if (none || random.Next(3) == 0) continue;
            if (bytes is null) _durable.Cut(position);
            else _durable.Write(position, bytes.AsSpan(0, random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length + 1)));
        }

        _pending.Clear();
        _seen = _durable.Clone();
    }
}
