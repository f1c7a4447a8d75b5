using Pipeline.Cli.Frame;

namespace Pipeline.Cli.Commands;

/// <summary>The files that commands read records from; <c>-</c> is standard input.</summary>
internal static class InputFiles
{
    /// <summary>Opens each; a read of standard input ends when it is to stop, however quiet that is.</summary>
    internal static IReadOnlyList<Func<Stream>> Openers(CliContext context, IReadOnlyList<string> files, CancellationToken stop) =>
        [.. files.Select<string, Func<Stream>>(file => file == "-"
            ? () => new CancellableInput(context.OpenStandardInput(), stop)
            : () => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan))];

    /// <summary>Bytes of all files; standard input counts as none.</summary>
    internal static long TotalBytes(IReadOnlyList<string> files) => files.Sum(f => f == "-" ? 0 : new FileInfo(f).Length);

    internal static IEnumerable<string> Missing(IReadOnlyList<string> files) =>
        files.Where(f => f != "-" && !File.Exists(f)).Select(f => Directory.Exists(f) ? $"{f}: is a folder; name the files in it" : $"{f}: there is no such file");
}
