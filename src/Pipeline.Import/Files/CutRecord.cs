namespace Pipeline.Import.Files;

/// <summary>A record of a file.</summary>
/// <param name="Start">Where it begins in the cutter's buffer.</param>
/// <param name="Length">Its bytes, without the line's end.</param>
/// <param name="Line">The line of the file that it begins in, from 1.</param>
/// <param name="IsCut">It is the beginning of a line that is longer than a record may be.</param>
internal readonly record struct CutRecord(int Start, int Length, long Line, bool IsCut);
