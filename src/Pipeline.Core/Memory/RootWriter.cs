using System.Buffers.Binary;

namespace Pipeline.Core.Memory;

/// <summary>Writes what a shard needs to find its way in its pages: little-endian numbers, one behind the other.</summary>
internal sealed class RootWriter
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(4), value);

    public void UInt(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Next(4), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(8), value);

    public void ULong(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Next(8), value);

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Int(bytes.Length);
        bytes.CopyTo(Next(bytes.Length));
    }

    public void UInts(ReadOnlySpan<uint> values)
    {
        Int(values.Length);
        foreach (uint value in values) UInt(value);
    }

    private Span<byte> Next(int bytes)
    {
        if (_bytes.Length - _length < bytes) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
        _length += bytes;
        return _bytes.AsSpan(_length - bytes, bytes);
    }
}
