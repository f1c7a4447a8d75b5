using System.CommandLine;
using System.Text;
using Pipeline.Cli.Frame;
using Pipeline.Import;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline map</c>: looks at a file, drafts a mapping, and shows what it would make of the file.</summary>
internal static class MapCommand
{
    /// <summary>So much of a file is looked at.</summary>
    private const int MostBytes = 16 << 20;

    private const int UsualLines = 10_000, MostLines = 1_000_000;

    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline map orders.csv", "what is in the file, a mapping for it, the first events, and what would be rejected"),
        ("pipeline map orders.csv.gz --output orders.map.json", "keep the mapping, to be edited"),
        ("pipeline map orders.csv --map orders.map.json", "try the mapping that was edited"),
        ("pipeline import --data shop --map orders.map.json orders.csv", "and then: the events into a folder's log"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("map", "Look at another program's file, draft a mapping, and show the events.") { Examples = Examples };
        Argument<string> file = new("FILE") { Description = "CSV or JSON lines, also gzip" };
        Option<string?> map = new("--map") { Description = "Try this mapping instead of drafting one", HelpName = "MAPPING" };
        Option<string?> output = new("--output", "-o") { Description = "Write the draft to this file, which must not be there yet", HelpName = "MAPPING" };
        Option<int?> lines = new("--lines") { Description = $"Lines to try, 1 to {MostLines}, of the first {MostBytes >> 20} MiB [default: {UsualLines}]" };
        Option<bool> json = CommonOptions.Json();
        command.Arguments.Add(file);
        foreach (Option option in new Option[] { map, output, lines, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context, parsed.GetRequiredValue(file), parsed.GetValue(map), parsed.GetValue(output), parsed.GetValue(lines) ?? UsualLines, parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(CliContext context, string file, string? map, string? output, int lines, bool json, CancellationToken stop)
    {
        Check(file, map, output, lines);
        byte[] beginning = Beginning(context, file, lines, stop);
        MapLook look = map is null ? Draft(file, beginning) : Given(map, file, beginning);
        if (output is not null) File.WriteAllText(output, look.Json);
        if (json) MapReport.PrintJson(context, look, file);
        else MapReport.Print(context, look, file, map, output);
        return look.Trial is null ? ExitCodes.Difference : ExitCodes.Done;
    }

    private static void Check(string file, string? map, string? output, int lines)
    {
        List<string> why = [.. InputFiles.Missing([file])];
        if (lines is < 1 or > MostLines) why.Add($"--lines: {lines} is not from 1 to {MostLines}");
        if (map is not null && output is not null) why.Add("--output is for a draft: not with --map");
        if (output is not null && File.Exists(output)) why.Add($"--output: {output} is there already, and may have been edited");
        if (why.Count > 0) throw new CliException(ExitCodes.Usage, "The command line has mistakes.", why, "See: pipeline map --help");
    }

    /// <summary>Whole lines, so many at most.</summary>
    private static byte[] Beginning(CliContext context, string file, int lines, CancellationToken stop)
    {
        using Stream input = InputFiles.Open(context, file, stop);
        byte[] bytes = new byte[MostBytes];
        int length = input.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false);
        int end = 0;
        for (int line = 0; line <= lines && end < length; line++)
        {
            int next = bytes.AsSpan(end, length - end).IndexOf((byte)'\n');
            if (next < 0 && length == MostBytes && end > 0) break;
            end = next < 0 ? length : end + next + 1;
        }

        return bytes[..end];
    }

    private static MapLook Draft(string file, byte[] beginning)
    {
        try
        {
            MappingGuess guess = MappingGuess.Of(beginning);
            MapTrial? trial = guess.IsComplete ? MapTrial.Of(MappingReader.Read(Encoding.UTF8.GetBytes(guess.Json)).Mapping!, beginning) : null;
            return new MapLook(guess, guess.Json, trial);
        }
        catch (UnfitFileException unfit)
        {
            throw MappingFile.Unfit(unfit, [file]);
        }
    }

    private static MapLook Given(string map, string file, byte[] beginning)
    {
        Mapping mapping = MappingFile.Load(map)!;
        try
        {
            return new MapLook(null, File.ReadAllText(map), MapTrial.Of(mapping, beginning));
        }
        catch (UnfitFileException unfit)
        {
            throw MappingFile.Unfit(unfit, [file]);
        }
    }
}
