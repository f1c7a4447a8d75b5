using System.Buffers.Binary;

namespace Pipeline.Core.Events;

/// <summary>
/// A 64-bit hash of bytes that never changes, because it decides which shard and which partition a shopper belongs to.
/// Multiply-and-fold mixing after wyhash (Wang Yi, public domain); little-endian on every machine.
/// </summary>
public static class StableHash
{
    private const ulong K0 = 0xa0761d6478bd642f, K1 = 0xe7037ed1a0b428db, K2 = 0x8ebc6af09c88c6e3;

    /// <summary>Hash of <paramref name="bytes"/>; another <paramref name="seed"/> gives an independent one.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        ulong a, b;
        int n = bytes.Length;
        seed ^= K0;
        if (n <= 16)
        {
            if (n >= 8)
            {
                a = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                b = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(n - 8)..]);
            }
            else if (n >= 4)
            {
                a = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                b = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(n - 4)..]);
            }
            else
            {
                a = n == 0 ? 0 : ((ulong)bytes[0] << 16) | ((ulong)bytes[n >> 1] << 8) | bytes[n - 1];
                b = 0;
            }
        }
        else
        {
            ReadOnlySpan<byte> rest = bytes;
            while (rest.Length > 16)
            {
                seed = Mix(
                    BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ K1,
                    BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]) ^ seed);
                rest = rest[16..];
            }

            a = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(n - 16)..]);
            b = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(n - 8)..]);
        }

        return Mix(K1 ^ (ulong)n, Mix(a ^ K1, b ^ seed ^ K2));
    }

    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
