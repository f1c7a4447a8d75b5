namespace Pipeline.Reference.Judging;

/// <summary>What becomes of an event (<c>docs/semantics.md</c> §2).</summary>
internal enum Verdict
{
    /// <summary>It counts.</summary>
    Accepted,

    /// <summary>Its id is remembered: counted as a duplicate, and nothing else.</summary>
    Duplicate,

    /// <summary>It is outside its shopper's horizon: kept in the late stream, and nothing else.</summary>
    Late,
}
