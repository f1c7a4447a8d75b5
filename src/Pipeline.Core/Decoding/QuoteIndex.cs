using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Core.Decoding;

/// <summary>
/// The first pass of the scanner: where a record's quotes are, found 64 bytes at a time as simdjson does (Langdale and
/// Lemire, "Parsing Gigabytes of JSON per Second"). Without a backslash, every quote begins or ends a string.
/// </summary>
internal static unsafe class QuoteIndex
{
    /// <summary>The longest record that is indexed.</summary>
    public const int MaxRecordBytes = 8192;

    /// <summary>Room for a quote in every byte, for what <see cref="Append"/> writes too much, and the end's mark.</summary>
    public const int Capacity = MaxRecordBytes + 64;

    /// <summary>Stands behind the last quote: no record has a byte there.</summary>
    public const ushort End = ushort.MaxValue;

    private const int Word = 64;

    /// <summary>
    /// Writes the places of the quotes to <paramref name="quotes"/> and <see cref="End"/> behind them. False when a
    /// backslash is among the bytes; <paramref name="plain"/> says whether all are printable ASCII. Reads up to 63 bytes
    /// behind the record.
    /// </summary>
    public static bool TryBuild(byte* record, int length, ushort* quotes, out int count, out bool plain)
    {
        Vector256<byte> quote = Vector256.Create((byte)'"'), backslash = Vector256.Create((byte)'\\');
        Vector256<byte> slashes = Vector256<byte>.Zero, printable = Vector256<byte>.AllBitsSet;
        ushort* next = quotes;
        int at = 0;
        for (; at + Word <= length; at += Word)
        {
            Vector256<byte> low = Vector256.Load(record + at), high = Vector256.Load(record + at + 32);
            slashes |= Vector256.Equals(low, backslash) | Vector256.Equals(high, backslash);
            printable &= Printable(low) & Printable(high);
            next = Append(next, at, Bits(Vector256.Equals(low, quote), Vector256.Equals(high, quote)));
        }

        ulong odd = slashes.ExtractMostSignificantBits();
        ulong unprintable = ~printable.ExtractMostSignificantBits();
        if (at < length)
        {
            ulong inside = ulong.MaxValue >> (Word - (length - at));
            Vector256<byte> low = Vector256.Load(record + at), high = Vector256.Load(record + at + 32);
            odd |= Bits(Vector256.Equals(low, backslash), Vector256.Equals(high, backslash)) & inside;
            unprintable |= ~Bits(Printable(low), Printable(high)) & inside;
            next = Append(next, at, Bits(Vector256.Equals(low, quote), Vector256.Equals(high, quote)) & inside);
        }

        *next = End;
        count = (int)(next - quotes);
        plain = unprintable == 0;
        return odd == 0;
    }

    /// <summary>Set for 0x20 to 0x7e: one more is above 0x20 as a signed number, what 0x7f and the bytes of other characters are not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Printable(Vector256<byte> bytes)
        => Vector256.GreaterThan((bytes + Vector256<byte>.One).AsSByte(), Vector256.Create((sbyte)0x20)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> low, Vector256<byte> high)
        => low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

    /// <summary>Appends the places of the set bits: always eight at a time, because a loop of the exact number is mispredicted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort* Append(ushort* next, int at, ulong bits)
    {
        ushort* end = next + BitOperations.PopCount(bits);
        do
        {
            for (int i = 0; i < 8; i++)
            {
                next[i] = (ushort)(at + BitOperations.TrailingZeroCount(bits));
                bits &= bits - 1;
            }

            next += 8;
        }
        while (next < end);
        return end;
    }
}
