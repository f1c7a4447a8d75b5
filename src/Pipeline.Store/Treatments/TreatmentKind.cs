namespace Pipeline.Store.Treatments;

/// <summary>What was done with a dead letter or late record.</summary>
public enum TreatmentKind
{
    /// <summary>It is about to be put back into the log; whether it came to that is seen there.</summary>
    Intended = 0,

    /// <summary>It was put back.</summary>
    PutBack,

    /// <summary>It was about to be put back, and the log does not hold it: as if nothing had been done.</summary>
    NotPutBack,

    /// <summary>It is not to be looked at any more.</summary>
    Dropped,
}
