using System.Runtime.InteropServices;
using Pipeline.Core.Funnels;

namespace Pipeline.Core.Journeys;

/// <summary>
/// An open attempt of a funnel that holds values, 16 bytes. Two forms: the attempt as it is now, and as it was before the kept events.
/// The latter is only written down where a kept event changed it: <c>before = form "before" ?? (now, when not touched) ?? none</c>
/// (the words: <see cref="HeldFold"/>).
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HeldEntry
{
    public const int Bytes = 16;

    /// <summary>The attempt's bits; never 0 in a used entry.</summary>
    public ulong AttemptBits;
    public int Key;
    public ushort Country;
    public byte Slot;
    private byte _flags;

    private const byte BeforeFlag = 1;
    private const byte TouchedFlag = 2;

    /// <summary>The attempt as it was before the kept events.</summary>
    public bool IsBefore
    {
        readonly get => (_flags & BeforeFlag) != 0;
        set => _flags = (byte)(value ? _flags | BeforeFlag : _flags & ~BeforeFlag);
    }

    /// <summary>A kept event changed the attempt: before them it was another, or none.</summary>
    public bool IsTouched
    {
        readonly get => (_flags & TouchedFlag) != 0;
        set => _flags = (byte)(value ? _flags | TouchedFlag : _flags & ~TouchedFlag);
    }

    public Attempt Attempt
    {
        readonly get => new(AttemptBits, Country);
        set => (AttemptBits, Country) = (value.Bits, value.Country);
    }

    public readonly bool IsUsed => AttemptBits != 0;

    public readonly bool Is(int slot, int key, bool before) => Key == key && Slot == slot && IsBefore == before && IsUsed;
}
