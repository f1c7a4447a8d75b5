using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        seed ^= K0;
        return length <= 16 ? OfShort(ref start, length, seed) : OfLong(ref start, length, seed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong OfShort(ref byte start, int length, ulong seed)
    {
        ulong a, b;
        if (length >= 8)
        {
            a = Eight(ref start, 0);
            b = Eight(ref start, length - 8);
        }
        else if (length >= 4)
        {
            a = Four(ref start, 0);
            b = Four(ref start, length - 4);
        }
        else
        {
            a = length == 0 ? 0
                : ((ulong)start << 16) | ((ulong)Unsafe.Add(ref start, length >> 1) << 8) | Unsafe.Add(ref start, length - 1);
            b = 0;
        }

        return Finish(a, b, length, seed);
    }

    private static ulong OfLong(ref byte start, int length, ulong seed)
    {
        for (int at = 0; length - at > 16; at += 16)
        {
            seed = Mix(Eight(ref start, at) ^ K1, Eight(ref start, at + 8) ^ seed);
        }

        return Finish(Eight(ref start, length - 16), Eight(ref start, length - 8), length, seed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ulong a, ulong b, int length, ulong seed) => Mix(K1 ^ (ulong)length, Mix(a ^ K1, b ^ seed ^ K2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Eight(ref byte start, int at)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Four(ref byte start, int at)
    {
        uint word = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, at));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
