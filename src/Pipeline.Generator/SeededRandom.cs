namespace Pipeline.Generator;

/// <summary>
/// Random numbers that are the same on any machine and for ever: xoshiro256** (Blackman and Vigna, public domain), filled by
/// splitmix64. Not <see cref="Random"/>, whose sequence is no promise between versions.
/// </summary>
internal struct SeededRandom
{
    private ulong s0, s1, s2, s3;

    internal SeededRandom(ulong seed)
    {
        s0 = Mix(seed + 0x9e3779b97f4a7c15);
        s1 = Mix(seed + unchecked(2 * 0x9e3779b97f4a7c15UL));
        s2 = Mix(seed + unchecked(3 * 0x9e3779b97f4a7c15UL));
        s3 = Mix(seed + unchecked(4 * 0x9e3779b97f4a7c15UL));
    }

    /// <summary>splitmix64's last step: a bijection, so distinct numbers stay distinct.</summary>
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    internal ulong Next()
    {
        ulong result = ulong.RotateLeft(s1 * 5, 7) * 9;
        ulong t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = ulong.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>0 to <paramref name="bound"/> − 1.</summary>
    internal long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>0 (included) to 1 (excluded), in steps of 2^-53.</summary>
    internal double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given probability.</summary>
    internal bool Chance(double probability) => Unit() < probability;
}
