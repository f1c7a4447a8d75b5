namespace Pipeline.Engine.Feeds;

/// <summary>A line that was longer than a record may be, of which only the beginning was taken.</summary>
/// <param name="File">Which of the files that were read, from 0.</param>
/// <param name="Offset">Where the line begins in that file, in bytes from its start.</param>
public readonly record struct CutLine(int File, long Offset);
