namespace Pipeline.Core.Epochs;

/// <summary>One attempt at an epoch; tells an answer to an earlier attempt, or to another conductor, from one to this.</summary>
/// <param name="Term">The conductor's term.</param>
/// <param name="Number">Counts the attempts of that conductor from 1.</param>
public readonly record struct Round(long Term, long Number);
