using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Store.Files;

/// <summary>
/// Reads what a <see cref="ByteSink"/> wrote. Past the end it gives zeros and remembers it: one look at <see cref="IsWhole"/> at
/// the end replaces a check at every step.
/// </summary>
internal ref struct ByteSource(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private bool _short;

    /// <summary>Whether everything was there and nothing is left over.</summary>
    public readonly bool IsWhole => !_short && _rest.IsEmpty;

    /// <summary>Number of bytes not read yet: the bound of every count read from here.</summary>
    public readonly int Left => _rest.Length;

    public byte Byte() => Take(1) is { IsEmpty: false } taken ? taken[0] : (byte)0;

    public uint UInt32() => Take(4) is { IsEmpty: false } taken ? BinaryPrimitives.ReadUInt32LittleEndian(taken) : 0;

    public ulong UInt64() => Take(8) is { IsEmpty: false } taken ? BinaryPrimitives.ReadUInt64LittleEndian(taken) : 0;

    public long Int64() => (long)UInt64();

    public Guid Guid() => Take(16) is { IsEmpty: false } taken ? new Guid(taken) : System.Guid.Empty;

    public ulong Variable()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }

        _short = true;
        return 0;
    }

    /// <summary>A count of things of at least <paramref name="bytesEach"/> bytes; 0, and not whole, when so many cannot follow.</summary>
    public int Count(int bytesEach)
    {
        ulong count = Variable();
        if (count <= (ulong)(_rest.Length / bytesEach)) return (int)count;
        _short = true;
        return 0;
    }

    public ReadOnlySpan<byte> Bytes() => Take(Count(1));

    public string Text() => Encoding.UTF8.GetString(Bytes());

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            _short = true;
            _rest = default;
            return default;
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
