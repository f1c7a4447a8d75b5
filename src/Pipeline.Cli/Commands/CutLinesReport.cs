using Pipeline.Cli.Frame;
using Pipeline.Engine.Feeds;

namespace Pipeline.Cli.Commands;

/// <summary>Tells of lines that no log can hold whole: they are never passed over in silence, and never stop the rest.</summary>
internal static class CutLinesReport
{
    /// <summary>Tells on standard error how many lines were cut, and where the first of them begin; nothing when none was.</summary>
    internal static void Tell(CliContext context, ILineSource lines, IReadOnlyList<string> files)
    {
        if (lines.CutLines == 0) return;
        context.Error.WriteLine(
            $"pipeline: {lines.CutLines:N0} lines are longer than {LineReader.LongestLine:N0} bytes; only so much of each was taken, as a record that is too_large");
        foreach (CutLine line in lines.FirstCutLines) context.Error.WriteLine($"  {files[line.File]}: from byte {line.Offset} on");
        long more = lines.CutLines - lines.FirstCutLines.Count;
        if (more > 0) context.Error.WriteLine($"  and {more:N0} more");
    }
}
