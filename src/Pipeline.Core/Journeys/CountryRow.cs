using System.Runtime.InteropServices;

namespace Pipeline.Core.Journeys;

/// <summary>A country that a shopper's events named, and a day on which it was counted.</summary>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal struct CountryRow
{
    public const int Bytes = 16;

    public int Day;
    public uint Next;
    public ushort Country;
}
