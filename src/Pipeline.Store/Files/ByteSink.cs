using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Store.Files;

/// <summary>Grows bytes: fixed-width little-endian numbers, variable-length ones, and runs of bytes with their length.</summary>
internal sealed class ByteSink
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public int Length => _bytes.WrittenCount;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    public void Int64(long value) => UInt64((ulong)value);

    public void Guid(Guid value)
    {
        _ = value.TryWriteBytes(_bytes.GetSpan(16));
        _bytes.Advance(16);
    }

    /// <summary>Seven bits a byte; small numbers are short.</summary>
    public void Variable(ulong value)
    {
        Span<byte> target = _bytes.GetSpan(10);
        int n = 0;
        for (; value >= 0x80; value >>= 7) target[n++] = (byte)(value | 0x80);
        target[n++] = (byte)value;
        _bytes.Advance(n);
    }

    public void Raw(ReadOnlySpan<byte> value) => _bytes.Write(value);

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Variable((ulong)value.Length);
        Raw(value);
    }

    public void Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));
}
