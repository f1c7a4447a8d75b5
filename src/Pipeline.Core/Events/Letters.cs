namespace Pipeline.Core.Events;

/// <summary>Countries and currencies as small numbers: 5 bits a letter A–Z (1 to 26), first letter highest; 0 is "none".</summary>
public static class Letters
{
    /// <summary>The currency of an event that names none.</summary>
    public const ushort Usd = (('U' - '@') << 10) | (('S' - '@') << 5) | ('D' - '@');

    /// <summary>Packs two or three letters A–Z; 0 when the text is anything else.</summary>
    public static ushort Pack(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 2 or > 3) return 0;
        int packed = 0;
        foreach (byte letter in text)
        {
            if (letter is < (byte)'A' or > (byte)'Z') return 0;
            packed = (packed << 5) | (letter - '@');
        }

        return (ushort)packed;
    }

    /// <summary>The text of a packed value; <c>-</c> for 0.</summary>
    public static string Unpack(ushort packed)
    {
        if (packed == 0) return "-";
        Span<char> text = stackalloc char[3];
        int length = packed < 1 << 10 ? 2 : 3;
        for (int i = length - 1; i >= 0; i--, packed >>= 5) text[i] = (char)('@' + (packed & 31));
        return new string(text[..length]);
    }
}
