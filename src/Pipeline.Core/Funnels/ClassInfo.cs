using System.Runtime.CompilerServices;
using Pipeline.Core.Events;

namespace Pipeline.Core.Funnels;

/// <summary>What a class of events has in common.</summary>
internal readonly record struct ClassInfo(EventType Type, ushort Country, ushort Currency, int Signature)
{
    private const int CountryShift = 16;
    private const int TypeShift = 26;
    private const int SignatureShift = 32;

    /// <summary>All four in one number: 32 bits of signature, 3 of type (of 6), 10 of country, 16 of currency.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong KeyOf(EventType type, ushort country, ushort currency, int signature) =>
        ((ulong)(uint)signature << SignatureShift) | ((ulong)type << TypeShift) | ((ulong)country << CountryShift) | currency;

    /// <summary>What <see cref="KeyOf"/> packed.</summary>
    public static ClassInfo OfKey(ulong key) => new(
        (EventType)((key >> TypeShift) & 7), (ushort)((key >> CountryShift) & 0x3FF), (ushort)key, (int)(key >> SignatureShift));
}
