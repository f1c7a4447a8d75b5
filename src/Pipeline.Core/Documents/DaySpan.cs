namespace Pipeline.Core.Documents;

/// <summary>UTC days that are asked for.</summary>
/// <param name="First">The first, in days since 1970-01-01.</param>
/// <param name="Last">The last; before the first: none.</param>
public readonly record struct DaySpan(int First, int Last)
{
    /// <summary>Every day.</summary>
    public static DaySpan All { get; } = new(int.MinValue, int.MaxValue);

    /// <summary>Whether a day is among them.</summary>
    public bool Holds(int day) => day >= First && day <= Last;
}
