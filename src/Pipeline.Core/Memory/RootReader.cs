using System.Buffers.Binary;

namespace Pipeline.Core.Memory;

/// <summary>Reads what <see cref="RootWriter"/> wrote. The bytes were checked by their checksum before.</summary>
internal sealed class RootReader(ReadOnlyMemory<byte> bytes)
{
    private int _position;

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Next(4));

    public uint UInt() => BinaryPrimitives.ReadUInt32LittleEndian(Next(4));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Next(8));

    public ulong ULong() => BinaryPrimitives.ReadUInt64LittleEndian(Next(8));

    public ReadOnlySpan<byte> Bytes() => Next(Int());

    public uint[] UInts()
    {
        var values = new uint[Int()];
        for (int i = 0; i < values.Length; i++) values[i] = UInt();
        return values;
    }

    private ReadOnlySpan<byte> Next(int count)
    {
        _position += count;
        return bytes.Span.Slice(_position - count, count);
    }
}
