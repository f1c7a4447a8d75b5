using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pipeline.Core.Decoding;

/// <summary>
/// A value of a usual record. <see cref="JsonKind.Integer"/> and <see cref="JsonKind.Fraction"/> are here numbers of at most
/// 14 bytes without sign and exponent; other ones are <see cref="JsonKind.Other"/>.
/// </summary>
internal unsafe struct PlainValue
{
    /// <summary>Its first byte in the buffer; -1 when it is absent.</summary>
    public int Start;

    /// <summary>Its bytes; 0 when it is absent.</summary>
    public ushort Length;

    /// <summary>What it is; <see cref="JsonKind.Null"/> when it is absent.</summary>
    public JsonKind Kind;

    private const int LongestNumber = 14;

    /// <summary>No value, or null.</summary>
    public static PlainValue Absent => new() { Start = -1 };

    /// <summary>
    /// Bytes of the plain number at <paramref name="text"/>, 0 when there is none; reads 16 bytes. What follows it must be
    /// the next member or the object's end, which the caller looks at.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NumberLength(byte* text, out JsonKind kind)
    {
        uint others = PlainDigits.Others(text);
        int length = BitOperations.TrailingZeroCount(others);
        kind = JsonKind.Integer;
        if (length == 0 || (*text == '0' && length > 1)) return 0;
        if (text[length] == '.')
        {
            int fraction = BitOperations.TrailingZeroCount(others >> (length + 1));
            if (fraction == 0) return 0;
            length += 1 + fraction;
            kind = JsonKind.Fraction;
        }

        return length <= LongestNumber ? length : 0;
    }

    /// <summary>Bytes of the null, true, false or number of any form at <paramref name="text"/>; 0 when there is none.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int OtherLength(byte* text, byte* end, out JsonKind kind)
    {
        kind = JsonKind.Other;
        if (text >= end) return 0; // A step can match bytes behind the record.
        ReadOnlySpan<byte> rest = new(text, (int)(end - text));
        if (rest.StartsWith("true"u8)) return 4;
        if (rest.StartsWith("false"u8)) return 5;
        if (!rest.StartsWith("null"u8)) return JsonNumber.Read(rest, out _);
        kind = JsonKind.Null;
        return 4;
    }
}
