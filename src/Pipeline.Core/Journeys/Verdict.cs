namespace Pipeline.Core.Journeys;

/// <summary>What becomes of a decoded event (<c>docs/semantics.md</c> §2).</summary>
internal enum Verdict : byte
{
    Accepted = 0,
    Duplicate,
    Late,
}
