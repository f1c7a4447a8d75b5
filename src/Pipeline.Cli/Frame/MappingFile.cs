using Pipeline.Cli.Commands;
using Pipeline.Import;

namespace Pipeline.Cli.Frame;

/// <summary>Reads the file that <c>--map</c> names.</summary>
internal static class MappingFile
{
    /// <summary>The mapping; null when no file is named.</summary>
    /// <exception cref="CliException">The file has mistakes; all are named.</exception>
    internal static Mapping? Load(string? path)
    {
        if (path is null) return null;
        MappingResult result = MappingReader.Read(DataArgument.ReadFile(path, "A draft: pipeline map FILE"));
        if (result.IsValid) return result.Mapping;
        string[] why = [.. result.Mistakes.Select(mistake => mistake.ToString())];
        string what = why.Length == 1 ? $"{path} has a mistake." : $"{path} has {why.Length} mistakes.";
        throw new CliException(ExitCodes.Usage, what, why, "Every key and what it may be: docs/import.md");
    }

    /// <summary>Makes sure before anything is done that the mapping is for these files, as far as their beginnings show; standard input shows nothing.</summary>
    /// <exception cref="CliException">It is not; all that is wrong is named.</exception>
    internal static void Check(CliContext context, Mapping? mapping, IReadOnlyList<string> files, CancellationToken stop)
    {
        if (mapping is null) return;
        List<string> why = [];
        for (int i = 0; i < files.Count; i++)
        {
            if (files[i] == "-") continue;
            string file = files[i];
            try
            {
                MappedReader.Check(mapping, () => InputFiles.Open(context, file, stop), i);
            }
            catch (UnfitFileException unfit)
            {
                why.AddRange(unfit.Mistakes.Select(mistake => $"{file}: {mistake}"));
            }
        }

        if (why.Count > 0) throw Unfit(why);
    }

    /// <summary>The error that a file stands for that turns out not to fit while it is read: standard input, or one that changed.</summary>
    internal static CliException Unfit(UnfitFileException unfit, IReadOnlyList<string> files) =>
        Unfit([.. unfit.Mistakes.Select(mistake => $"{(files[unfit.File] == "-" ? "standard input" : files[unfit.File])}: {mistake}")]);

    private static CliException Unfit(IReadOnlyList<string> why) =>
        new(ExitCodes.Usage, "The mapping does not fit the files.", why, "See what is in a file, and how it would be mapped: pipeline map FILE");
}
