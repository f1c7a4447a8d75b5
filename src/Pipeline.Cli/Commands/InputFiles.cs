using Pipeline.Cli.Frame;
using Pipeline.Engine.Feeds;
using Pipeline.Import;

namespace Pipeline.Cli.Commands;

/// <summary>The files that commands read records from; <c>-</c> is standard input.</summary>
internal static class InputFiles
{
    /// <summary>The files' lines, or the events that a mapping makes of them.</summary>
    internal static ILineSource Lines(CliContext context, IReadOnlyList<string> files, Mapping? mapping, CancellationToken stop)
    {
        Func<Stream>[] openers = [.. files.Select<string, Func<Stream>>(file => () => Open(context, file, stop))];
        return mapping is null ? new LineReader(openers) : new MappedLines(new MappedReader(mapping, openers, LineReader.LongestLine), files);
    }

    /// <summary>Opens a file; a gzip file is decompressed. A read of standard input ends when it is to stop, however quiet that is.</summary>
    internal static Stream Open(CliContext context, string file, CancellationToken stop) => file == "-"
        ? CompressedInput.Open(new CancellableInput(context.OpenStandardInput(), stop), "standard input")
        : CompressedInput.Open(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan), file);

    /// <summary>Bytes of all files, decompressed; standard input counts as none.</summary>
    internal static long TotalBytes(IReadOnlyList<string> files) => files.Sum(f => f == "-" ? 0 : CompressedInput.Length(f));

    internal static IEnumerable<string> Missing(IReadOnlyList<string> files) =>
        files.Where(f => f != "-" && !File.Exists(f)).Select(f => Directory.Exists(f) ? $"{f}: is a folder; name the files in it" : $"{f}: there is no such file");
}
