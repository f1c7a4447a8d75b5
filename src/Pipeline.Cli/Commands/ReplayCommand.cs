using System.CommandLine;
using System.Runtime.ExceptionServices;
using Pipeline.Cli.Frame;
using Pipeline.Core.Settings;
using Pipeline.Engine;
using Pipeline.Engine.Feeds;
using Pipeline.Import;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline replay</c>: files, or a folder's log, into a fresh state, and its documents.</summary>
internal static class ReplayCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline replay --input shop.ndjson --export out", "every collection of a file, one .ndjson each"),
        ("pipeline replay --input mon.ndjson tue.ndjson --horizon 40d --export out", "several files are one stream; late means 40 days"),
        ("pipeline replay --input shop.ndjson --data shop --export out", "the same, kept in a fresh folder: status, export, verify and run go on from it"),
        ("pipeline replay --data shop --export out", "what a folder's log holds, from its beginning"),
        ("pipeline replay --data shop --from 1M --to 2M --export out", "a part of a log of one partition: the second million of its records"),
        ("pipeline replay --data shop --from 0:500 --from 1:480 --to 0:900 --export out", "of several partitions; one that is not named is read whole"),
        ("pipeline replay --input orders.csv.gz --map orders.map.json --export out", "a CSV of another program, by a mapping (pipeline map orders.csv.gz drafts one)"),
        ("my-stream | pipeline replay --input - --export out --json", "from standard input, for a script"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("replay", "Fold files or a folder's log into a fresh state and export its documents.") { Examples = Examples };
        Option<string[]> input = new("--input") { Description = "Files in this order, - for standard input", AllowMultipleArgumentsPerToken = true, HelpName = "FILE..." };
        Option<string?> map = CommonOptions.Map();
        Option<string?> data = new("--data") { Description = "With --input: a fresh folder that keeps log and state. Without: the folder whose log is read; nothing in it changes", HelpName = "DIR" };
        Option<string> export = new("--export") { Description = "Where the documents go: <collection>.ndjson", Required = true, HelpName = "DIR" };
        Option<int?> partitions = new("--partitions") { Description = "Partitions to read the files as, 1 to 4096 [default: 1]" };
        Option<int?> shards = new("--shards") { Description = "Shards, 1 to 1024 [default: processor cores, at most 8]" };
        Option<string[]> from = new("--from") { Description = "Begin a partition of the log at this offset; may be repeated [default: the log's beginning]", HelpName = "[P:]OFFSET" };
        Option<string[]> to = new("--to") { Description = "End a partition of the log before this offset; may be repeated [default: its end now]", HelpName = "[P:]OFFSET" };
        Option<long?> horizon = CommonOptions.Duration("--horizon", "How far behind a shopper's newest event another may lie and still count [default: 1h]");
        Option<string?> settings = new("--settings") { Description = "Settings file (docs/settings.md)", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { input, map, data, export, partitions, shards, from, to, horizon, settings, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context,
            new ReplayRequest
            {
                Inputs = parsed.GetValue(input) ?? [],
                MappingPath = parsed.GetValue(map),
                Data = parsed.GetValue(data),
                Export = parsed.GetRequiredValue(export),
                Partitions = parsed.GetValue(partitions),
                Shards = parsed.GetValue(shards) ?? EngineDefaults.Shards,
                HorizonMilliseconds = parsed.GetValue(horizon),
                SettingsPath = parsed.GetValue(settings),
                From = new LogOffsets("--from", parsed.GetValue(from) ?? []),
                To = new LogOffsets("--to", parsed.GetValue(to) ?? []),
                Json = parsed.GetValue(json),
            },
            stop)));
        return command;
    }

    private static int Run(CliContext context, ReplayRequest request, CancellationToken stop)
    {
        request.Check();
        Mapping? mapping = MappingFile.Load(request.MappingPath);
        MappingFile.Check(context, mapping, request.Inputs, stop);
        ReplayResult result = request is { Inputs.Count: > 0, Data: { } data }
            ? FolderReplay.Run(context, request, mapping, data, stop)
            : InMemory(context, request, mapping, stop);
        ReplayReport.Print(context, request, result);
        return result.CutLines > 0 ? ExitCodes.LinesCut : ExitCodes.Done;
    }

    private static ReplayResult InMemory(CliContext context, ReplayRequest request, Mapping? mapping, CancellationToken stop)
    {
        PipelineSettings settings = request.LoadSettings();
        using ILineSource? lines = request.Inputs.Count > 0 ? InputFiles.Lines(context, request.Inputs, mapping, stop) : null;
        using Replay replay = lines is not null ? FromFiles(context, request, settings, lines, stop) : FromLog(context, request, settings, stop);
        IReadOnlyDictionary<string, long> counts = replay.Read(source => ExportWriter.Write(source, request.Export, cancellation: stop));
        return new ReplayResult(replay.Total, counts, lines?.CutLines ?? 0, lines is null ? null : MappedReport.Of(lines));
    }

    private static Replay FromFiles(
        CliContext context, ReplayRequest request, PipelineSettings settings, ILineSource lines, CancellationToken stop)
    {
        Replay replay = new(settings.Fold, request.FilePartitions, request.Shards);
        using FileFeed feed = new(lines, request.FilePartitions);
        long total = InputFiles.TotalBytes(request.Inputs);
        ProgressRunner.Run(context, request.Json, "Replaying (bytes)", total, progress =>
        {
            try
            {
                replay.Run(new ReportingFeed(feed, () => progress.Report(lines.BytesRead)), EngineDefaults.Threads, stop);
            }
            catch (InvalidOperationException failed) when (failed.InnerException is CliException or IOException)
            {
                // The threads' own wrapping: what a file's bytes cause is the user's to know, and no bug.
                ExceptionDispatchInfo.Throw(failed.InnerException);
            }

            return lines.BytesRead;
        });
        CutLinesReport.Tell(context, lines, request.Inputs);
        return replay;
    }

    private static Replay FromLog(CliContext context, ReplayRequest request, PipelineSettings settings, CancellationToken stop)
    {
        using LogRange range = LogRange.Open(request.Data!, request.From, request.To);
        Replay replay = new(settings.Fold, range.From.Count, request.Shards);
        replay.Begin(range.From);
        if (request.From.IsEmpty && range.From.Any(offset => offset > 0))
            context.Error.WriteLine($"pipeline: retention took the log's beginning: this is of what is left, from {string.Join(' ', range.From)}");
        long before = range.From.Sum(), records = range.To.Sum() - before;
        ProgressRunner.Run(context, request.Json, "Replaying (records)", records, progress =>
        {
            replay.Run(
                new ReportingFeed(range.Feed, () => progress.Report(range.Feed.Partitions.Sum(p => p.Position) - before)), EngineDefaults.Threads, stop);
            return records;
        });
        return replay;
    }
}
