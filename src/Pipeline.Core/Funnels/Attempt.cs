using System.Numerics;

namespace Pipeline.Core.Funnels;

/// <summary>An open attempt of a funnel, or none: when it started, which steps are reached, and its country.</summary>
internal struct Attempt(ulong bits, ushort country)
{
    public const int StartBits = 48;

    /// <summary>Start in ms in the low 48 bits, reached steps in the 8 above, 8 spare; all zero for none.</summary>
    public ulong Bits = bits;

    /// <summary>Country of the step-1 event, packed; 0 for none.</summary>
    public ushort Country = country;

    public readonly bool IsOpen => Bits != 0;

    public readonly long Start => (long)(Bits & ((1UL << StartBits) - 1));

    /// <summary>The steps that are reached: bit i = step i + 1.</summary>
    public readonly byte ReachedMask => (byte)(Bits >> StartBits);

    /// <summary>How many steps are reached.</summary>
    public readonly int ReachedCount => BitOperations.PopCount(ReachedMask);

    public readonly bool Same(Attempt other) => Bits == other.Bits && Country == other.Country;
}
