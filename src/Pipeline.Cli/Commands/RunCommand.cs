using System.CommandLine;
using Pipeline.Cli.Frame;
using Pipeline.Cli.Serving;
using Pipeline.Core.Settings;
using Pipeline.Engine.Running;

namespace Pipeline.Cli.Commands;

/// <summary><c>pipeline run</c>: follows a folder's log, durably.</summary>
internal static class RunCommand
{
    private static readonly (string Line, string Meaning)[] Examples =
    [
        ("pipeline run --data shop", "follow the log until Ctrl-C or SIGTERM; status and export answer meanwhile"),
        ("pipeline run --data shop --until-end", "stop once all that the log holds now is in a registered epoch"),
        ("pipeline run --data shop --settings shop.json", "with funnels of one's own"),
        ("pipeline run --data shop --settings new.json --rebuild", "other funnels: everything is counted anew from the log, and shown once it has caught up"),
    ];

    internal static Command Create(CliContext context)
    {
        CommandWithExamples command = new("run", "Follow a folder's log: events into registered epochs, durably.") { Examples = Examples };
        Option<string> data = new("--data") { Description = "The data folder; made, with an empty log, when it is not there", Required = true, HelpName = "DIR" };
        Option<bool> untilEnd = new("--until-end") { Description = "Stop once all that the log held at the start is in a registered epoch" };
        Option<int?> shards = new("--shards") { Description = "Shards of a fresh state, 1 to 1024 [default: processor cores, at most 8]" };
        Option<long?> horizon = CommonOptions.Duration("--horizon", "How far behind a shopper's newest event another may lie and still count [default: 1h]");
        Option<string?> settings = new("--settings") { Description = "Settings file (docs/settings.md)", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        Option<bool> rebuild = new(RunRequest.RebuildOption) { Description = "Count the log anew, with the settings given; goes on where such a rebuild was interrupted" };
        Option<bool> rebuildLeft = new(RunRequest.RebuildLeftOption) { Description = "The same where retention took the log's beginning: only what is left counts, for good" };
        Option<bool> putBack = new(RunRequest.PutBackOption) { Description = "The registry was restored from a backup: go on from it under higher numbers" };
        Option<bool>[] choices = [rebuild, rebuildLeft, putBack];
        foreach (Option option in new Option[] { data, untilEnd, shards, horizon, settings, rebuild, rebuildLeft, putBack, json }) command.Options.Add(option);
        command.Runs(context, (parsed, stop) => Task.FromResult(Run(
            context,
            new RunRequest
            {
                Data = parsed.GetRequiredValue(data),
                UntilEnd = parsed.GetValue(untilEnd),
                Shards = parsed.GetValue(shards),
                HorizonMilliseconds = parsed.GetValue(horizon),
                SettingsPath = parsed.GetValue(settings),
                Json = parsed.GetValue(json),
                Choices = [.. choices.Where(parsed.GetValue).Select(c => c.Name)],
            },
            stop)));
        return command;
    }

    private static int Run(CliContext context, RunRequest request, CancellationToken stop)
    {
        request.Check();
        PipelineSettings settings = request.LoadSettings();
        List<string> greeting = [];
        if (!Directory.Exists(request.Data)) greeting.Add($"pipeline: made a new folder: {Path.GetFullPath(request.Data)}");
        if (!request.Json) greeting.Add($"pipeline: following {request.Data}; stop with Ctrl-C");
        while (true)
        {
            if (Follow(context, request, settings, greeting, stop) is { } code) return code;
            greeting = [];
            context.Error.WriteLine("pipeline: a rebuilt state takes over");
            settings = settings with { Fold = SideState.TakeOver(new EngineOptions { Data = request.Data, Settings = settings, Time = context.Time }, stop) };
            request = request with { Shards = null, Choices = [] };
        }
    }

    /// <summary>Runs an engine until it is stopped; the exit code, or null where a rebuilt state is to take over.</summary>
    private static int? Follow(CliContext context, RunRequest request, PipelineSettings settings, List<string> greeting, CancellationToken stop)
    {
        using CancellationTokenSource takeOver = new();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, takeOver.Token);
        using PipelineEngine engine = Engines.Open(context, request, settings);
        using FolderServer server = new(context, engine, takeOver.Cancel);
        server.Start();
        greeting.ForEach(context.Error.WriteLine);
        Engines.Run(engine, request, either.Token);
        if (takeOver.IsCancellationRequested && !stop.IsCancellationRequested) return null;
        StatusReport.Print(context, engine.Status(), request.Json);
        return request.UntilEnd && !engine.HasReachedEnd ? ExitCodes.Interrupted : ExitCodes.Done;
    }
}
