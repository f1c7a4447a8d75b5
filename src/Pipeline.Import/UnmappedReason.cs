namespace Pipeline.Import;

/// <summary>Lines that could not be mapped for one reason.</summary>
/// <param name="Field">The event's field, like <c>quantity</c>; empty for the line as a whole.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Count">How many lines.</param>
/// <param name="File">The file of the first, from 0.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Found">The beginning of what stood there.</param>
public sealed record UnmappedReason(string Field, MapProblem Problem, long Count, int File, long Line, string Found);
