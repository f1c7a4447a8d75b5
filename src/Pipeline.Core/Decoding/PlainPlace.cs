using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Core.Decoding;

/// <summary>The place of the usual addresses, <c>/path?query</c> and <c>https://host/path?query</c>, found in two steps of 32 bytes.</summary>
internal static unsafe class PlainPlace
{
    private const int Width = 64;
    private const ulong Http = 0x2f_2f_3a_70_74_74_68, HttpMask = 0xff_ff_ff_ff_ff_ff_ff; // "http://"
    private const ulong Https = 0x2f_2f_3a_73_70_74_74_68; // "https://"

    /// <summary>What <see cref="PagePlace.Of"/> says; reads 64 bytes.</summary>
    public static PagePlace Of(byte* url, int length)
    {
        Vector256<byte> low = Vector256.Load(url), high = Vector256.Load(url + 32);
        ulong ends = Bits(low, high, (byte)'?') | Bits(low, high, (byte)'#');
        ulong slashes = Bits(low, high, (byte)'/');
        int end = Math.Min(BitOperations.TrailingZeroCount(ends), length);
        ulong first = Unsafe.ReadUnaligned<ulong>(url);
        int host = first == Https ? 8 : (first & HttpMask) == Http ? 7 : 0;
        // An address without a host begins with one slash.
        bool usual = end < Width && (host > 0 || (slashes & 3) == 1);
        if (!usual) return PagePlace.Of(new ReadOnlySpan<byte>(url, length));

        int path = Math.Min(BitOperations.TrailingZeroCount(slashes >> host << host), end);
        return new PagePlace(path, end - path, path == end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> low, Vector256<byte> high, byte letter)
    {
        Vector256<byte> letters = Vector256.Create(letter);
        return Vector256.Equals(low, letters).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(high, letters).ExtractMostSignificantBits() << 32);
    }
}
