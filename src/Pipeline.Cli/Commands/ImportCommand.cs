using System.CommandLine;
using Pipeline.Cli.Frame;
using Pipeline.Core.Settings;
using Pipeline.Engine.Feeds;
using Pipeline.Import;
using Pipeline.Log;
using Pipeline.Store.Folders;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline import</c>: records into a folder's log, as they are or as a mapping says.</summary>
internal static class ImportCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline import --data shop shop.ndjson", "append a file's lines to the folder's log"),
        ("my-stream | pipeline import --data shop -", "whatever comes in; each line is durable within a second"),
        ("pipeline import --data shop --partitions 4 shop.ndjson.gz", "a new folder's log gets four partitions; gzip is told by its first bytes"),
        ("pipeline import --data shop --map orders.map.json orders.csv", "a CSV of another program, by a mapping; pipeline map orders.csv drafts one"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("import", "Append records to a folder's log, as they are or as a mapping says.") { Examples = Examples };
        Argument<string[]> files = new("FILE") { Description = "Files in this order, - for standard input", Arity = ArgumentArity.OneOrMore };
        Option<string> data = new("--data") { Description = "The data folder; made when it is not there", Required = true, HelpName = "DIR" };
        Option<string?> map = CommonOptions.Map();
        Option<int?> partitions = new("--partitions") { Description = "Partitions of a new log, 1 to 4096 [default: 1]; an existing one keeps its own" };
        Option<string?> settings = new("--settings") { Description = "Settings file (docs/settings.md): segments, retention and durability of the log", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        command.Arguments.Add(files);
        foreach (Option option in new Option[] { data, map, partitions, settings, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context,
            parsed.GetRequiredValue(files),
            parsed.GetRequiredValue(data),
            parsed.GetValue(map),
            parsed.GetValue(partitions),
            SettingsFile.Load(parsed.GetValue(settings), null),
            parsed.GetValue(json),
            stop)));
        return command;
    }

    private static int Run(
        CliContext context, string[] files, string data, string? map, int? partitions, PipelineSettings settings, bool json, CancellationToken stop)
    {
        List<string> why = [.. InputFiles.Missing(files)];
        if (partitions is < 1 or > 4096) why.Add($"--partitions: {partitions} is not from 1 to 4096");
        if (why.Count > 0) throw new CliException(ExitCodes.Usage, "The command line has mistakes.", why, "See: pipeline import --help");
        Mapping? mapping = MappingFile.Load(map);
        MappingFile.Check(context, mapping, files, stop);
        using LogWriter log = FolderLog.OpenWriter(data, settings.Log, partitions);
        using ILineSource lines = InputFiles.Lines(context, files, mapping, stop);
        long records = ProgressRunner.Run(context, json, "Importing (bytes)", InputFiles.TotalBytes(files), progress =>
            LogImport.Pump(log, lines, progress, stop));
        FolderLog.Retain(log, data);
        CutLinesReport.Tell(context, lines, files);
        Print(context, json, log, records, lines, files);
        if (stop.IsCancellationRequested) return ExitCodes.Interrupted;
        return lines.CutLines > 0 ? ExitCodes.LinesCut : ExitCodes.Done;
    }

    private static void Print(CliContext context, bool json, LogWriter log, long records, ILineSource lines, IReadOnlyList<string> files)
    {
        if (!json)
        {
            context.Out.WriteLine($"{records:N0} records appended, durably, to {log.Folder}");
            MappedReport.Print(context.Out, MappedReport.Of(lines), files);
            return;
        }

        JsonOutput.Print(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("records", records);
            writer.WriteNumber("cut_lines", lines.CutLines);
            MappedReport.Write(writer, MappedReport.Of(lines), files);
            writer.WriteString("log", log.Folder);
            writer.WriteStartArray("ends");
            for (int p = 0; p < log.Partitions; p++) writer.WriteNumberValue(log.End(p));
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
