using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Core.Decoding;

/// <summary>Strings without escapes, 32 bytes at a time.</summary>
internal static unsafe class PlainText
{
    /// <summary>How many bytes <see cref="Run"/> looks at.</summary>
    public const int Width = 32;

    /// <summary>
    /// How many printable ASCII characters other than a quote and a backslash stand at <paramref name="text"/>; 32 when
    /// more than 31 do. Reads 32 bytes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Run(byte* text)
    {
        Vector256<byte> bytes = Vector256.Load(text);
        // One more than 0x20 to 0x7e is above 0x20 as a signed number; one more than 0x7f or another character's byte is not.
        Vector256<byte> printable = Vector256.GreaterThan((bytes + Vector256<byte>.One).AsSByte(), Vector256.Create((sbyte)0x20)).AsByte();
        Vector256<byte> marks = Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'));
        return BitOperations.TrailingZeroCount(~Vector256.AndNot(printable, marks).ExtractMostSignificantBits());
    }

    /// <summary>
    /// The bytes before the quote that ends the string at <paramref name="text"/>; <paramref name="ascii"/> says whether
    /// all of them are ASCII. -1 for an escape, a control character, or no quote before <paramref name="end"/>. Reads up to
    /// 31 bytes behind the end.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Length(byte* text, byte* end, out bool ascii)
    {
        ascii = true;
        for (byte* at = text; at < end;)
        {
            int run = Run(at);
            at += run;
            if (run == Width) continue;
            if (*at == '"') return at < end ? (int)(at - text) : -1;
            if (*at < 0x80) return -1;
            ascii = false;
            at++;
        }

        return -1;
    }
}
