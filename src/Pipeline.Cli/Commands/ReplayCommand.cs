using System.CommandLine;
using Pipeline.Cli.Frame;
using Pipeline.Core.Settings;
using Pipeline.Core.Shards;
using Pipeline.Engine;
using Pipeline.Engine.Feeds;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline replay</c>: files, or a folder's log, into a fresh state, and its documents.</summary>
internal static class ReplayCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline replay --input shop.ndjson --export out", "every collection of a file, one .ndjson each"),
        ("pipeline replay --input mon.ndjson tue.ndjson --horizon 40d --export out", "several files are one stream; late means 40 days"),
        ("pipeline replay --data shop --export out", "what a folder's log holds, from its beginning"),
        ("zcat shop.ndjson.gz | pipeline replay --input - --export out --json", "from standard input, for a script"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("replay", "Fold files or a folder's log into a fresh state and export its documents.") { Examples = Examples };
        Option<string[]> input = new("--input") { Description = "Files in this order, - for standard input", AllowMultipleArgumentsPerToken = true, HelpName = "FILE..." };
        Option<string?> data = new("--data") { Description = "Without --input: the folder whose log is read; nothing in it changes", HelpName = "DIR" };
        Option<string> export = new("--export") { Description = "Where the documents go: <collection>.ndjson", Required = true, HelpName = "DIR" };
        Option<int> partitions = new("--partitions") { Description = "Partitions to read the files as, 1 to 4096", DefaultValueFactory = _ => 1 };
        Option<int> shards = new("--shards") { Description = "Shards, 1 to 1024 [default: processor cores, at most 8]", DefaultValueFactory = _ => EngineDefaults.Shards };
        Option<long?> horizon = CommonOptions.Duration("--horizon", "How far behind a shopper's newest event another may lie and still count [default: 1h]");
        Option<string?> settings = new("--settings") { Description = "Settings file (docs/settings.md)", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { input, data, export, partitions, shards, horizon, settings, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context,
            new ReplayRequest(
                parsed.GetValue(input) ?? [],
                parsed.GetValue(data),
                parsed.GetRequiredValue(export),
                parsed.GetValue(partitions),
                parsed.GetValue(shards),
                SettingsFile.Load(parsed.GetValue(settings), parsed.GetValue(horizon)),
                parsed.GetValue(json)),
            stop)));
        return command;
    }

    private static int Run(CliContext context, ReplayRequest request, CancellationToken stop)
    {
        request.Check();
        using Replay replay = request.Inputs.Count > 0 ? FromFiles(context, request, stop) : FromLog(context, request, stop);
        IReadOnlyDictionary<string, long> counts = replay.Read(source => ExportWriter.Write(source, request.Export, cancellation: stop));
        ReplayReport.Print(context, request, replay.Total, counts);
        return ExitCodes.Done;
    }

    private static Replay FromFiles(CliContext context, ReplayRequest request, CancellationToken stop)
    {
        Replay replay = new(request.Settings.Fold, request.Partitions, request.Shards);
        using LineReader lines = new(InputFiles.Openers(context, request.Inputs));
        using FileFeed feed = new(lines, request.Partitions);
        long total = InputFiles.TotalBytes(request.Inputs);
        ProgressRunner.Run(context, request.Json, "Replaying (bytes)", total, progress =>
        {
            replay.Run(new ReportingFeed(feed, () => progress.Report(lines.BytesRead)), EngineDefaults.Threads, stop);
            return lines.BytesRead;
        });
        return replay;
    }

    private static Replay FromLog(CliContext context, ReplayRequest request, CancellationToken stop)
    {
        using LogFeed feed = LogRange.Open(request.Data!, out long records);
        Replay replay = new(request.Settings.Fold, feed.Partitions.Count, request.Shards);
        ProgressRunner.Run(context, request.Json, "Replaying (records)", records, progress =>
        {
            replay.Run(
                new ReportingFeed(feed, () => progress.Report(feed.Partitions.Sum(p => p.Position))), EngineDefaults.Threads, stop);
            return records;
        });
        return replay;
    }
}
