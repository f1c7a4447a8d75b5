using System.Runtime.InteropServices;

namespace Pipeline.Core.Memory;

/// <summary>A text of up to 65,535 bytes in 24: its length and itself, or for a long one its beginning and where the whole lies.</summary>
[StructLayout(LayoutKind.Sequential, Size = 24)]
internal unsafe struct Name
{
    public const int Inline = 22;
    private const int Beginning = 16;

    private ushort _length;
    private fixed byte _text[22];

    public readonly int Length => _length;

    public void Set(ReadOnlySpan<byte> text, uint longText)
    {
        _length = (ushort)text.Length;
        fixed (byte* own = _text)
        {
            text[..Math.Min(text.Length, longText == 0 ? Inline : Beginning)].CopyTo(new Span<byte>(own, Inline));
            if (longText != 0) *(uint*)(own + Beginning) = longText;
        }
    }

    public readonly bool Is(ReadOnlySpan<byte> text, PageTable pages)
    {
        if (text.Length != _length) return false;
        fixed (byte* own = _text)
        {
            return _length <= Inline
                ? text.SequenceEqual(new ReadOnlySpan<byte>(own, _length))
                : text.SequenceEqual(new ReadOnlySpan<byte>(pages.Read<byte>(*(uint*)(own + Beginning)), _length));
        }
    }

    /// <summary>The text; <paramref name="name"/> lies in native memory, so the span is good as long as its page.</summary>
    public static ReadOnlySpan<byte> Text(Name* name, PageTable pages) => name->_length <= Inline
        ? new ReadOnlySpan<byte>(name->_text, name->_length)
        : new ReadOnlySpan<byte>(pages.Read<byte>(*(uint*)(name->_text + Beginning)), name->_length);
}
