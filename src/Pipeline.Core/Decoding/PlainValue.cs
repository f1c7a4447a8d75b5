namespace Pipeline.Core.Decoding;

/// <summary>
/// A value of a usual record in one word: start (32 bits, -1 for an absent one), bytes (16), of a number the digits before
/// its point (8), what it is (8).
/// </summary>
internal readonly struct PlainValue
{
    private readonly ulong _word;

    private PlainValue(ulong word) => _word = word;

    /// <summary>No value, or null.</summary>
    public static PlainValue Absent => new(uint.MaxValue);

    /// <summary>A string, or a number whose text is <paramref name="length"/> bytes long.</summary>
    public static PlainValue Of(JsonKind kind, int start, int length, int whole = 0)
        => new((uint)start | ((ulong)(uint)length << 32) | ((ulong)(uint)whole << 48) | ((ulong)kind << 56));

    /// <summary>What it is; <see cref="JsonKind.Null"/> when it is absent.</summary>
    public JsonKind Kind => (JsonKind)(_word >> 56);

    /// <summary>Its first byte in the buffer; -1 when it is absent.</summary>
    public int Start => (int)_word;

    /// <summary>Its bytes.</summary>
    public int Length => (ushort)(_word >> 32);

    /// <summary>Of a number, the digits before its point.</summary>
    public int Whole => (byte)(_word >> 48);
}
