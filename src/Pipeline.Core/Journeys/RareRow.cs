using System.Runtime.InteropServices;

namespace Pipeline.Core.Journeys;

/// <summary>What only some shoppers have.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RareRow
{
    public const int Bytes = 32;

    public int Purchases;
    public int Refunds;
    public long Units;
    public uint Revenue;

    /// <summary>Countries and days beside the row's own: a chain of <see cref="CountryRow"/>.</summary>
    public uint Countries;

    /// <summary>Attempts of the second and further funnels that hold nothing: now, then before the kept events.</summary>
    public uint Attempts;
}
