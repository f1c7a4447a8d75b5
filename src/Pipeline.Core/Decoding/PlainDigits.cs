using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Core.Decoding;

/// <summary>Decimal digits, eight at a time in one word, for places where they are known to be digits.</summary>
internal static unsafe class PlainDigits
{
    private const ulong Zeros = 0x3030_3030_3030_3030;

    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>A bit, of the lower 16, for each byte at <paramref name="text"/> that is no digit; all bits above are set. Reads 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Others(byte* text)
    {
        Vector128<byte> digits = Vector128.Load(text) - Vector128.Create((byte)'0');
        return ~Vector128.Equals(Vector128.Min(digits, Vector128.Create((byte)9)), digits).ExtractMostSignificantBits();
    }

    /// <summary>The number of 1 to 8 digits at <paramref name="text"/>; reads 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint UpTo8(byte* text, int count) => Eight((Unsafe.ReadUnaligned<ulong>(text) - Zeros) << ((8 - count) * 8));

    /// <summary>10 to the power of 0 to 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Power(int exponent) => Powers[exponent];

    /// <summary>The number of 0 to 4 digits behind a decimal point, in ten-thousandths; reads 4 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint TenThousandths(byte* text, int count)
    {
        ulong digits = (Unsafe.ReadUnaligned<uint>(text) - unchecked((uint)Zeros)) & ((1UL << (count * 8)) - 1);
        digits = (digits * 10) + (digits >> 8);
        return (uint)(((digits & 0xff) * 100) + ((digits >> 16) & 0xff));
    }

    /// <summary>The number of eight digits, the first in the lowest byte, each less the code of zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Eight(ulong digits)
    {
        const ulong Pairs = 0x0000_00ff_0000_00ff;
        digits = (digits * 10) + (digits >> 8);
        return (uint)((((digits & Pairs) * (100 + (1_000_000UL << 32)))
            + (((digits >> 16) & Pairs) * (1 + (10_000UL << 32)))) >> 32);
    }
}
