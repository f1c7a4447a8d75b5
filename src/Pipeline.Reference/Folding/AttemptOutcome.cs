namespace Pipeline.Reference.Folding;

/// <summary>How an attempt at a funnel ended, or that it did not.</summary>
internal enum AttemptOutcome
{
    /// <summary>No event has ended it.</summary>
    Running,

    /// <summary>Every step was reached.</summary>
    Converted,

    /// <summary>An excluded event came.</summary>
    Excluded,

    /// <summary>An event after the window, or one that a strict funnel did not expect.</summary>
    Ended,
}
