namespace Pipeline.Core.Facts;

/// <summary>What a fact tells.</summary>
public enum FactKind : byte
{
    /// <summary>A record that is no event.</summary>
    DeadLetter = 0,

    /// <summary>An event that came too late to count.</summary>
    Late,
}
